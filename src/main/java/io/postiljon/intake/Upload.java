package io.postiljon.intake;

import java.util.List;

/** What one multipart body held. */
record Upload(byte[] json, List<ReceivedDocument> documents) {}

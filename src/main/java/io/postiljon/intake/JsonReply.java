package io.postiljon.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a small call answers. */
record JsonReply(int status, ObjectNode body) {}

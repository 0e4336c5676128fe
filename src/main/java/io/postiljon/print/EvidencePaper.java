package io.postiljon.print;

import io.postiljon.store.PieceEvidence;
import io.postiljon.store.PieceId;
import io.postiljon.store.SealedObject;

/** A paper of the post that is sealed in the vault, and whose row does not exist yet. */
record EvidencePaper(PieceId piece, PieceEvidence.Kind kind, SealedObject object) {}

package io.postiljon.inspection;

/** Whether a document may have to be printed, so that it is judged by the rules of paper too. */
public enum Paper { POSSIBLE, NEVER }

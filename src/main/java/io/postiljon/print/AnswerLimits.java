package io.postiljon.print;

/**
 * How large an answer may be, in bytes.
 *
 * @param json     the file of a JSON
 * @param content  what such a file unpacks to: the OpenPGP message around it may be compressed
 * @param evidence the file with papers of the post, and the zip in it, which is compressed already
 */
record AnswerLimits(int json, int content, int evidence) {
    int file(AnswerName.Kind kind) {
        return switch (kind) {
            case PA, PP, PS, PR -> json;
            case PE -> evidence;
        };
    }

    int content(AnswerName.Kind kind) {
        return switch (kind) {
            case PA, PP, PS, PR -> content;
            case PE -> evidence;
        };
    }
}

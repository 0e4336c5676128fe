package io.postiljon;

import java.util.StringJoiner;

/** What may be written down about an exception: kind and place of it and of its causes. Its text may hold anything that somebody sent. */
final class FaultLine {
    private static final int MOST_CAUSES = 5;

    private FaultLine() {}

    static String of(Throwable fault) {
        StringJoiner line = new StringJoiner(", caused by ");
        int causes = 0;
        for (Throwable cause = fault; cause != null && causes < MOST_CAUSES; cause = cause.getCause()) {
            StackTraceElement[] stack = cause.getStackTrace();
            line.add(cause.getClass().getName() + " at " + (stack.length > 0 ? stack[0] : "unknown place") + ours(stack));
            causes++;
        }
        return line.toString();
    }

    /** The nearest place in our own code, when it is not the first. */
    private static String ours(StackTraceElement[] stack) {
        for (int i = 1; i < stack.length; i++) {
            if (stack[i].getClassName().startsWith("io.postiljon.") && !stack[0].getClassName().startsWith("io.postiljon.")) {
                return " in " + stack[i];
            }
        }
        return "";
    }
}

package io.postiljon.print;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/**
 * Which files of the supplier's folders are read at all: plain names of answers, and not larger than the limit of its kind. What else a
 * server lists is never touched (CVE-2026-79983 and its kin), and told.
 */
public final class AnswerFiles implements GenericFileFilter<Object> {
    /** Markers, and files that are being written. */
    private static final Pattern BESIDE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,150}\\.(go|part|filepart|tmp)");

    private final ToLongFunction<AnswerName.Kind> limitBytes;
    private final BiConsumer<String, Long> tooLarge;
    private final Consumer<String> left;

    /**
     * @param tooLarge is told name and size of an answer that is not read; it is so at each look
     * @param left     is told the name of what is no answer, as it was listed; it is so at each look
     */
    AnswerFiles(ToLongFunction<AnswerName.Kind> limitBytes, BiConsumer<String, Long> tooLarge, Consumer<String> left) {
        this.limitBytes = limitBytes;
        this.tooLarge = tooLarge;
        this.left = left;
    }

    @Override public boolean accept(GenericFile<Object> file) {
        if (file.isDirectory()) {
            return false;
        }
        String listed = file.getFileName();
        Optional<AnswerName> name = AnswerName.parse(listed).filter(plain -> listed.equals(file.getFileNameOnly()));
        if (name.isEmpty()) {
            if (!BESIDE.matcher(listed).matches()) {
                left.accept(listed);
            }
            return false;
        }
        if (file.getFileLength() > limitBytes.applyAsLong(name.get().kind())) {
            tooLarge.accept(listed, file.getFileLength());
            return false;
        }
        return true;
    }
}

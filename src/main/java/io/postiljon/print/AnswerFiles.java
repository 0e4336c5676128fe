package io.postiljon.print;

import java.util.function.BiConsumer;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/** Which files of the supplier's folders are read at all: plain names of answers, and not larger than the limit. */
public final class AnswerFiles implements GenericFileFilter<Object> {
    private final long limitBytes;
    private final BiConsumer<String, Long> tooLarge;

    /** @param tooLarge is told name and size of an answer that is not read; it is so at each look */
    AnswerFiles(long limitBytes, BiConsumer<String, Long> tooLarge) {
        this.limitBytes = limitBytes;
        this.tooLarge = tooLarge;
    }

    @Override public boolean accept(GenericFile<Object> file) {
        if (file.isDirectory() || AnswerName.parse(file.getFileName()).isEmpty()) {
            return false;
        }
        if (file.getFileLength() > limitBytes) {
            tooLarge.accept(file.getFileName(), file.getFileLength());
            return false;
        }
        return true;
    }
}

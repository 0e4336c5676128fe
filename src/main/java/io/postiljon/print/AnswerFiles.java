package io.postiljon.print;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/** Which files of the supplier's folders are read at all: plain names of answers, and not larger than the limit of its kind. */
public final class AnswerFiles implements GenericFileFilter<Object> {
    private final ToLongFunction<AnswerName.Kind> limitBytes;
    private final BiConsumer<String, Long> tooLarge;

    /** @param tooLarge is told name and size of an answer that is not read; it is so at each look */
    AnswerFiles(ToLongFunction<AnswerName.Kind> limitBytes, BiConsumer<String, Long> tooLarge) {
        this.limitBytes = limitBytes;
        this.tooLarge = tooLarge;
    }

    @Override public boolean accept(GenericFile<Object> file) {
        Optional<AnswerName> name = file.isDirectory() ? Optional.empty() : AnswerName.parse(file.getFileName());
        if (name.isEmpty()) {
            return false;
        }
        if (file.getFileLength() > limitBytes.applyAsLong(name.get().kind())) {
            tooLarge.accept(file.getFileName(), file.getFileLength());
            return false;
        }
        return true;
    }
}

package io.postiljon.print;

import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/** Which files of the supplier's folders are read at all: plain names of answers, and not larger than the limit. */
public final class AnswerFiles implements GenericFileFilter<Object> {
    private final long limitBytes;

    AnswerFiles(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    @Override public boolean accept(GenericFile<Object> file) {
        return !file.isDirectory() && file.getFileLength() <= limitBytes && AnswerName.parse(file.getFileName()).isPresent();
    }
}

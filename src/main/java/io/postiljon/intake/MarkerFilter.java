package io.postiljon.intake;

import java.util.regex.Pattern;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/** Lets through the markers of plainly named drops, as {@link DropFilter} does their zips. */
public final class MarkerFilter<T> implements GenericFileFilter<T> {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.zip\\.(go|cancel)");

    @Override public boolean accept(GenericFile<T> file) {
        return !file.isDirectory() && PLAIN.matcher(file.getFileName()).matches() && file.getFileName().equals(file.getFileNameOnly());
    }
}

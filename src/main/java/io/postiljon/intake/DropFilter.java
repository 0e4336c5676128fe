package io.postiljon.intake;

import java.util.regex.Pattern;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/**
 * Lets through plain files with plain names only, whatever a server lists: no path, no sign that some system understands otherwise
 * (CVE-2026-79983 and its kin). What it leaves is never opened.
 */
public final class DropFilter<T> implements GenericFileFilter<T> {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.zip");

    @Override public boolean accept(GenericFile<T> file) {
        return !file.isDirectory() && PLAIN.matcher(file.getFileName()).matches() && file.getFileName().equals(file.getFileNameOnly());
    }
}

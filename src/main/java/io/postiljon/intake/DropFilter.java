package io.postiljon.intake;

import io.micrometer.core.instrument.Counter;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets through files whose name can be used as it is, whatever a server lists: no path, no pattern, no sign that some system
 * understands otherwise (CVE-2026-79983 and its kin). Which of them is a drop, {@link DropReceiver} says. What it leaves is never
 * opened; an alarm counts it once.
 */
public final class DropFilter<T> implements GenericFileFilter<T> {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.zip");
    /** Letters of any language, digits, and what people put into names; nothing that a shell, a path or a pattern reads. */
    private static final Pattern USABLE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} ._()-]{0,149}");
    private static final Pattern MARKER = Pattern.compile("(?s).*\\.(go|cancel|part|filepart|tmp)");
    private static final int MOST_KNOWN = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(DropFilter.class);

    private final Counter left;
    private final Set<Integer> known = new HashSet<>();

    /** @param left counts the files that are left where they are */
    DropFilter(Counter left) {
        this.left = left;
    }

    static boolean isPlain(String name) {
        return PLAIN.matcher(name).matches();
    }

    @Override public boolean accept(GenericFile<T> file) {
        String name = file.getFileName();
        if (file.isDirectory() || MARKER.matcher(name).matches()) {
            return false;
        }
        boolean usable = !isLink(file) && name.equals(file.getFileNameOnly()) && (isPlain(name) || USABLE.matcher(name).matches() && !name.contains(".."));
        if (!usable) {
            alarm(name, file.getLastModified());
        }
        return usable;
    }

    /** A link could lead into the folder of another agency. The server that stands before us makes none; here it is looked at again. */
    static boolean isLink(GenericFile<?> file) {
        return file.getFile() instanceof SftpRemoteFile<?> listed && listed.getLongname() != null && listed.getLongname().startsWith("l");
    }

    /** Names are kept as numbers only, and not for ever: at worst a file is counted again. */
    private synchronized void alarm(String name, long modified) {
        if (known.size() == MOST_KNOWN) {
            known.clear();
        }
        if (known.add(31 * name.hashCode() + Long.hashCode(modified))) {
            left.increment();
            LOG.warn("a file of an agency has a name that cannot be used; it stays where it is");
        }
    }
}

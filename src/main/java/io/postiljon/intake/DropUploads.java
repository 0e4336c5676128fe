package io.postiljon.intake;

import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import io.postiljon.store.Drop;
import io.postiljon.store.DropAnswer;
import io.postiljon.store.DropId;
import io.postiljon.store.Drops;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.transaction.annotation.Transactional;

/** Says which answers an agency has still to get, and remembers what it got. The bytes are those of the first time. */
public class DropUploads {
    private static final int FORGOTTEN_AT_ONCE = 100;

    private final Drops drops;
    private final Agreements agreements;
    private final Duration untouched;

    DropUploads(Drops drops, Agreements agreements, Duration untouched) {
        this.drops = drops;
        this.agreements = agreements;
        this.untouched = untouched;
    }

    /** The files in the order in which they are uploaded; none when the agency has no SFTP account any more. */
    public List<DropUpload> pending(DropId id) {
        Drop drop = drops.get(id);
        Optional<String> folder = agreements.byCode(drop.agency()).flatMap(Agreement::sftp).map(Agreement.SftpAccount::user);
        return folder.map(user -> drops.pendingAnswers(id).stream().flatMap(answer -> files(drop, user, answer)).toList()).orElse(List.of());
    }

    private static Stream<DropUpload> files(Drop drop, String user, DropAnswer answer) {
        String path = user + (answer.kind() == DropAnswer.Kind.REJECT ? "/rejected/" : "/out/") + DropAnswers.fileName(drop, answer.kind());
        return Stream.of(new DropUpload(answer, DropUpload.Part.CONTENT, path, answer.content()),
                new DropUpload(answer, DropUpload.Part.SIGNATURE, path + ".jws", answer.signature().getBytes(StandardCharsets.US_ASCII)));
    }

    /** An answer is with the agency when its signature is. */
    @Transactional
    public void uploaded(DropUpload upload) {
        if (upload.part() == DropUpload.Part.SIGNATURE) {
            drops.uploaded(upload.answer().drop(), upload.answer().kind());
        }
    }

    /** Drops that a killed process left behind: their zips may be gone from the server, their work is not over. */
    public List<DropId> forgotten() {
        return drops.forgotten(untouched, FORGOTTEN_AT_ONCE);
    }
}

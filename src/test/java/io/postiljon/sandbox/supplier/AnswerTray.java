package io.postiljon.sandbox.supplier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKeyRing;

/**
 * Answers that are due or will be. Each is written as {@code .part}, renamed, and marked by {@code .go}.
 *
 * <p>An answer waits while an older one of the same name has not been fetched: overwriting the receipt of an accepted order by the
 * refusal of its copy would make the sender print everything again. Used by the supplier's one thread.
 */
final class AnswerTray {

    private static final long BOMB_BYTES = 224L << 20;        // what some 230 kB can unpack to

    private final JsonMapper json = JsonMapper.builder().addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();
    private final List<Waiting> waiting = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Path out;
    private final PgpKeys own;
    private final PGPPublicKeyRing gateway;

    AnswerTray(Path out, PgpKeys own, PGPPublicKeyRing gateway) {
        this.out = out;
        this.own = own;
        this.gateway = gateway;
    }

    private record Waiting(Answer answer, OrderFileName order, Instant dueAt) {
    }

    void add(Answer answer, OrderFileName order, Instant dueAt) {
        waiting.add(new Waiting(answer, order, dueAt));
    }

    /** Says in results that are not out yet that these pieces are cancelled. @return those of which it says so */
    Set<String> cancel(String batchId, Set<String> pieceIds) {
        Set<String> said = new HashSet<>();
        waiting.replaceAll(each -> each.answer() instanceof Answer.PieceResults results && results.batchId().equals(batchId)
                ? new Waiting(results.without(pieceIds, said), each.order(), each.dueAt()) : each);
        return said;
    }

    void putOutWhatIsDue(Instant now, AnswerFault fault) throws IOException {
        Set<Path> blocked = new HashSet<>();
        for (Iterator<Waiting> each = waiting.iterator(); each.hasNext();) {
            Waiting next = each.next();
            Path target = out.resolve(next.answer().folder()).resolve(next.order().answer(next.answer().kind()));
            boolean withheld = fault == AnswerFault.SILENT || fault == AnswerFault.NO_RECEIPT && next.answer() instanceof Answer.Receipt;
            if (next.dueAt().isAfter(now) || blocked.contains(target)) {
                blocked.add(target);
            } else if (withheld) {
                each.remove();
            } else if (Files.exists(target) || Files.exists(marker(target))) {
                blocked.add(target);
            } else {
                putOut(target, sealed(next.answer(), fault));
                each.remove();
            }
        }
    }

    /** Puts a file under the supplier's own next number of the day; nothing under {@code SILENT}, as a file that was never made. */
    void putOut(PrintRun.Telling telling, String series, Instant now, AnswerFault fault) throws IOException {
        if (fault == AnswerFault.SILENT) {
            return;
        }
        String name = nextName(telling.kind(), series, now);
        putOut(out.resolve(folder(telling.kind())).resolve(name), sealed(telling.content(), fault));
    }

    /** A number that no file gets. */
    void skipNumber(String kind, String series, Instant now) {
        nextName(kind, series, now);
    }

    private String nextName(String kind, String series, Instant now) {
        String day = LocalDate.ofInstant(now, ZoneId.of("Europe/Brussels")).format(DateTimeFormatter.BASIC_ISO_DATE);
        int number = numbers.merge(kind + day, 1, Integer::sum);
        return "%s.%s.%s.%06d.%s.%s.pgp".formatted(kind, series.substring(0, series.indexOf('.')), day, number, series.substring(series.indexOf('.') + 1),
                kind.equals("PE") ? "zip" : "json");
    }

    private static String folder(String kind) {
        return switch (kind) {
            case "PS" -> "status";
            case "PE" -> "evid";
            case "PR" -> "recon";
            default -> throw new IllegalArgumentException("an answer to an order has the number of the order");
        };
    }

    private static void putOut(Path target, byte[] content) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        Files.write(part, content);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        Files.createFile(marker(target));
    }

    private static Path marker(Path target) {
        return target.resolveSibling(target.getFileName() + ".go");
    }

    private byte[] sealed(Answer answer, AnswerFault fault) {
        try {
            if (fault == AnswerFault.BOMB && answer instanceof Answer.Receipt) {
                return PgpBomb.ofZeros(BOMB_BYTES, own, gateway);
            }
            return sealed(json.writeValueAsBytes(AnswerForms.require(answer.form(), json.valueToTree(answer))), fault);
        } catch (PGPException e) {
            throw new IllegalStateException("an answer cannot be sealed", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] sealed(byte[] content, AnswerFault fault) {
        try {
            byte[] message = PgpEnvelope.seal(content, own, gateway,
                    fault == AnswerFault.UNSIGNED ? PgpEnvelope.Signing.NONE : PgpEnvelope.Signing.REQUIRED);
            if (fault == AnswerFault.GARBLED) {
                message[message.length - message.length / 4] ^= 1;
            }
            return message;
        } catch (PGPException e) {
            throw new IllegalStateException("an answer cannot be sealed", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

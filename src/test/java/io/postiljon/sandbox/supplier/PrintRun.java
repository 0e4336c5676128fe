package io.postiljon.sandbox.supplier;

import io.postiljon.sandbox.client.SamplePdf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * Printing, enveloping and the post: tells what happened (PS), brings the post's papers (PE), and counts once a day (PR). It keeps all
 * that it told. Used by the supplier's one thread.
 */
final class PrintRun {

    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final int EVENTS_OF_A_FILE = 300;
    private static final int PAPERS_OF_A_FILE = 100;
    private static final int BATCHES_OF_A_REPORT = 200;

    private final JsonMapper json = JsonMapper.builder().addModule(new JavaTimeModule()).disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();
    private final PriorityQueue<PieceLife.Happening> coming = new PriorityQueue<>(Comparator.comparing(PieceLife.Happening::at));
    private final List<PieceLife.Happening> told = new ArrayList<>();
    private final Map<String, Taken> batches = new LinkedHashMap<>();
    private LocalDate counted;

    private record Taken(String orderFile, int accepted, int rejected) {
    }

    /** A file to be put out. {@code content} before it is sealed. */
    record Telling(String kind, byte[] content) {
    }

    PrintRun(Instant now) {
        counted = LocalDate.ofInstant(now, BRUSSELS);
    }

    /** Pieces with result {@code ACCEPTED} go on. */
    void take(Manifest manifest, List<ReceivedPiece> pieces, Instant takenAt) {
        List<String> accepted = pieces.stream().filter(piece -> piece.codes().isEmpty()).map(ReceivedPiece::pieceId).toList();
        batches.put(manifest.batchId(), new Taken(manifest.orderFile(), accepted.size(), pieces.size() - accepted.size()));
        manifest.pieces().stream().filter(piece -> accepted.contains(piece.pieceId()))
                .forEach(piece -> coming.addAll(PieceLife.of(piece, manifest, takenAt)));
    }

    /** Pieces that a request asks back and that are not printed by now, whether that was told or not. */
    Set<String> unprinted(CancelRequest request, Instant now) {
        return coming.stream().filter(happening -> request.means(happening.batchId(), happening.piece().pieceId()))
                .filter(happening -> happening.event().code().equals("PRINTED") && happening.at().isAfter(now))
                .map(happening -> happening.piece().pieceId()).collect(Collectors.toSet());
    }

    /** Ends the story of these pieces. @param byResult of them, those whose results say so; the others are told by an event */
    void cancel(String batchId, Set<String> pieceIds, Set<String> byResult, Instant now) {
        Map<String, PieceLife.Happening> first = new LinkedHashMap<>();
        coming.stream().filter(happening -> pieceIds.contains(happening.piece().pieceId()))
                .forEach(happening -> first.putIfAbsent(happening.piece().pieceId(), happening));
        coming.removeIf(happening -> pieceIds.contains(happening.piece().pieceId()));
        first.values().stream().filter(happening -> !byResult.contains(happening.piece().pieceId()))
                .forEach(happening -> coming.add(PieceLife.cancelled(happening, now)));
        batches.computeIfPresent(batchId, (id, taken) -> new Taken(taken.orderFile(), taken.accepted() - byResult.size(), taken.rejected()));
    }

    /** What is to be told by now. A new day begins with the counts of the days before. */
    List<Telling> due(Instant now) {
        List<PieceLife.Happening> happened = new ArrayList<>();
        while (!coming.isEmpty() && !coming.peek().at().isAfter(now) && happened.size() < EVENTS_OF_A_FILE) {
            happened.add(coming.poll());
        }
        List<Telling> tellings = new ArrayList<>();
        if (!happened.isEmpty()) {
            told.addAll(happened);
            tellings.add(telling("PS", "status-events", new Answer.StatusEvents(happened.stream().map(PieceLife.Happening::event).toList())));
            papers(happened, now, tellings);
        } else if (LocalDate.ofInstant(now, BRUSSELS).isAfter(counted)) {
            counted = LocalDate.ofInstant(now, BRUSSELS);
            if (!batches.isEmpty()) {
                tellings.add(counts(now));
            }
        }
        return tellings;
    }

    /** What was told until now, as PR; of the newest batches. */
    Telling counts(Instant now) {
        List<Answer.BatchCounts> counts = batches.entrySet().stream().skip(Math.max(0, batches.size() - BATCHES_OF_A_REPORT))
                .map(batch -> counts(batch.getKey(), batch.getValue())).toList();
        return telling("PR", "reconciliation", new Answer.Report(LocalDate.ofInstant(now, BRUSSELS).toString(), now, counts));
    }

    private Answer.BatchCounts counts(String batchId, Taken batch) {
        List<PieceLife.Happening> ofBatch = told.stream().filter(happening -> happening.batchId().equals(batchId)).toList();
        Map<Manifest.Product, Integer> sheets = new LinkedHashMap<>();
        ofBatch.stream().filter(happening -> happening.event().code().equals("PRINTED"))
                .forEach(happening -> sheets.merge(happening.piece().product(), (int) happening.piece().sheets(), Integer::sum));
        return new Answer.BatchCounts(batchId, batch.orderFile(), batch.accepted(), batch.rejected(), count(ofBatch, "PRINTED"),
                count(ofBatch, "HANDED_TO_POST"), count(ofBatch, "RETURNED"), sheets.entrySet().stream().map(each -> new Answer.ProductSheets(
                        each.getKey().priority(), each.getKey().registered(), each.getKey().returnReceipt(), each.getValue())).toList());
    }

    private static int count(List<PieceLife.Happening> happenings, String code) {
        return (int) happenings.stream().filter(happening -> happening.event().code().equals(code)).count();
    }

    private void papers(List<PieceLife.Happening> happened, Instant now, List<Telling> tellings) {
        List<PieceLife.Happening> proved = happened.stream().filter(happening -> happening.evidence().isPresent()).toList();
        for (int from = 0; from < proved.size(); from += PAPERS_OF_A_FILE) {
            tellings.add(new Telling("PE", zip(proved.subList(from, Math.min(proved.size(), from + PAPERS_OF_A_FILE)), now)));
        }
    }

    private byte[] zip(List<PieceLife.Happening> proved, Instant now) {
        Map<String, byte[]> papers = new LinkedHashMap<>();
        List<Answer.EvidenceItem> items = new ArrayList<>();
        for (PieceLife.Happening happening : proved) {
            String kind = happening.evidence().orElseThrow();
            String file = happening.piece().pieceId() + "_" + kind + ".pdf";
            byte[] pdf = SamplePdf.saying("Bewijs van de post: " + kind + " " + happening.piece().parcelRef());
            papers.put(file, pdf);
            items.add(new Answer.EvidenceItem(happening.piece().pieceId(), kind, file, Sha256Hex.of(pdf), pdf.length));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            entry(zip, "evidence.json", telling("PE", "evidence", new Answer.Evidence(now, items)).content());
            for (Map.Entry<String, byte[]> paper : papers.entrySet()) {
                entry(zip, paper.getKey(), paper.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private Telling telling(String kind, String form, Object answer) {
        try {
            return new Telling(kind, json.writeValueAsBytes(AnswerForms.require(form, json.valueToTree(answer))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

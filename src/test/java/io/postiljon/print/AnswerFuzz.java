package io.postiljon.print;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.postiljon.fuzz.FuzzTarget;
import io.postiljon.store.BatchId;
import io.postiljon.store.PieceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a print supplier says in JSON, opened already. The first byte of an input is the kind. What is taken can be applied: each number, day and
 * moment in it is one, and means what a plain reader finds. An answer that is taken and then cannot be applied would come again for ever.
 */
public final class AnswerFuzz implements FuzzTarget {
    private final AnswerReader reader = new AnswerReader();
    private final JsonMapper plain = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    @Override public boolean takes(byte[] input) throws IOException {
        if (input.length == 0) {
            return false;
        }
        AnswerName.Kind kind = AnswerName.Kind.values()[Math.floorMod(input[0] - '0', AnswerName.Kind.values().length)];
        byte[] json = Arrays.copyOfRange(input, 1, input.length);
        Optional<SupplierAnswer> answer = reader.read(kind, json);
        if (answer.isPresent()) {
            requireUsable(answer.get(), plain.readTree(json));
        }
        return answer.isPresent();
    }

    private static void requireUsable(SupplierAnswer answer, JsonNode told) {
        switch (answer) {
            case SupplierAnswer.Receipt receipt -> {
                receipt.batchId().ifPresent(id -> assertThat(new BatchId(UUID.fromString(id)).toString()).isEqualTo(id));
                assertThat(receipt.orderFile()).startsWith("PO.").endsWith(".zip.pgp");
                assertThat(receipt.codes()).allMatch(code -> code.matches("[A-Z_]{1,32}"));
                assertThat(receipt.bytes()).isNotNegative().isEqualTo(told.path("bytes").longValue());
            }
            case SupplierAnswer.PieceResults results -> {
                assertThat(results.orderFile()).startsWith("PO.").endsWith(".zip.pgp");
                assertThat(results.pieces()).isNotEmpty().hasSizeLessThanOrEqualTo(500);
                results.pieces().forEach(piece -> {
                    assertThat(PieceId.parse(piece.pieceId()).toString()).isEqualTo(piece.pieceId());
                    assertThat(piece.code()).matches("[A-Z0-9_]{1,32}");
                });
            }
            case SupplierAnswer.StatusEvents events -> {
                assertThat(events.events()).isNotEmpty().hasSizeLessThanOrEqualTo(1000);
                events.events().forEach(event -> {
                    assertThat(event.event().id().toString()).isEqualTo(event.eventId());
                    requireStorable(event.event().occurredAt());
                });
            }
            case SupplierAnswer.Evidence evidence -> evidence.items().forEach(item -> {
                assertThat(item.piece().toString()).isEqualTo(item.pieceId());
                assertThat(item.bytes()).isBetween(1L, 67_108_864L);
            });
            case SupplierAnswer.Report report -> {
                requireStorable(report.until());
                report.batches().forEach(batch -> {
                    assertThat(new BatchId(UUID.fromString(batch.batchId())).toString()).isEqualTo(batch.batchId());
                    assertThat(batch.counts().sheets().values()).allMatch(sheets -> sheets >= 0);
                });
            }
        }
    }

    /** By PostgreSQL. */
    private static void requireStorable(Instant moment) {
        assertThat(moment).isBetween(Instant.parse("0000-01-01T00:00:00Z"), Instant.parse("+10000-01-02T00:00:00Z"));
    }

    @Override public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        String order = "PO.OVO002949.20261123.000042.T.zip.pgp";
        String id = "0191d0c0-0000-7000-8000-00000000000a";
        add(seeds, AnswerName.Kind.PA, """
                {"batchId":"%s","orderFile":"%s","receivedAt":"2026-11-24T10:00:00Z","bytes":5,"sha256OfPgpFile":"%s","result":"REJECTED",\
                "errors":[{"code":"HASH_MISMATCH","detail":"x"}],"totalsSeen":{"pieces":1,"documents":1,"pages":2,"sheets":1,"bytes":9,"hashTotal":null}}"""
                .formatted(id, order, "0a".repeat(32)));
        add(seeds, AnswerName.Kind.PP, """
                {"batchId":"%s","orderFile":"%s","checkedAt":"2026-11-24T10:00:00Z","counts":{"pieces":2,"accepted":1,"rejected":1},"pieces":[\
                {"pieceId":"%s","result":"ACCEPTED","codes":[]},{"pieceId":"0191d0c0-0000-7000-8000-00000000000b","result":"REJECTED","codes":["PDF_FONT"]}]}"""
                .formatted(id, order, id));
        add(seeds, AnswerName.Kind.PS, """
                {"events":[{"eventId":"0191d0c0-0000-7000-8000-0000000000e1","pieceId":"%s","code":"RETURNED","occurredAt":"2026-11-24T10:00:00+01:00",\
                "reason":"MOVED","physicalHandling":"DESTROYED"},{"eventId":"0191d0c0-0000-7000-8000-0000000000e2","pieceId":"%s","code":"HANDED_TO_POST",\
                "occurredAt":"2026-11-24T10:00:00.5Z","sheets":2,"mailDate":"2026-11-24","registeredBarcode":"010000000000000000000000000001"}]}""".formatted(id, id));
        add(seeds, AnswerName.Kind.PE, """
                {"createdAt":"2026-11-24T10:00:00Z","items":[{"pieceId":"%s","kind":"RECEIPT","file":"%s_RECEIPT.pdf","sha256":"%s","bytes":7}]}"""
                .formatted(id, id, "0a".repeat(32)));
        add(seeds, AnswerName.Kind.PR, """
                {"day":"2026-11-24","countedUntil":"2026-11-24T20:00:00Z","batches":[{"batchId":"%s","orderFile":"%s","accepted":3,"rejected":1,"printed":3,\
                "handedToPost":2,"returned":0,"sheets":[{"priority":"PRIOR","registered":true,"returnReceipt":false,"sheets":7}]}]}""".formatted(id, order));
        return seeds;
    }

    private static void add(List<byte[]> seeds, AnswerName.Kind kind, String json) {
        seeds.add((kind.ordinal() + json).getBytes(StandardCharsets.UTF_8));
    }
}

package io.postiljon.print;

import io.postiljon.sending.SupplierCode;
import io.postiljon.settings.Setting;
import io.postiljon.store.BatchLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The print suppliers, who of them gets what, and how pieces become batches. {@code batch}, {@code answerAlarm}, {@code watch},
 * {@code cover} and {@code countries} are those of every supplier that names none of its own.
 *
 * @param suppliers   by name; the name is the code unless the entry has one
 * @param rules       the first that takes a letter counts; may be left out while there is one supplier
 * @param senderCode  our code in file names: 1 to 12 of {@code A-Z 0-9}
 * @param senderName  our name in the manifest, 1 to 100 characters
 * @param lease       longest work on one batch, 10 s to 1 h; a worker that died is replaced after it
 * @param retryPause  between two tries of a batch while the supplier is away, 100 ms to 1 h
 * @param answerAlarm how long the supplier may take for its receipt before the alarm, 1 s to 1 day
 * @param pieceLimit  of all documents of one piece with its cover, 1 MB to 30 MB: above it the supplier refuses the whole order
 * @param answerLimit largest answer file in JSON that is read, 1 kB to 4 MB; it is held in memory
 * @param answerContentLimit what such a file may unpack to, no less than that and at most 16 MB; it is held in memory too
 * @param resendTerm  how long after its end at the printer or the post a letter can be printed anew; so long its address is kept, and
 *                    its documents when it failed; 0 (never) to 30 days
 * @param evidence    limits of the papers of the post
 * @param watch       how long the supplier may take besides
 */
@ConfigurationProperties("print")
record PrintSettings(
        Map<String, Supplier> suppliers,
        List<SupplierRule> rules,
        String senderCode,
        String senderName,
        Pgp pgp,
        Batch batch,
        @DefaultValue("15m") Duration lease,
        @DefaultValue("5m") Duration retryPause,
        @DefaultValue("60m") Duration answerAlarm,
        @DefaultValue("30MB") DataSize pieceLimit,
        @DefaultValue("256KB") DataSize answerLimit,
        @DefaultValue("4MB") DataSize answerContentLimit,
        @DefaultValue("10d") Duration resendTerm,
        Evidence evidence,
        Watch watch,
        CoverSettings cover,
        @DefaultValue("BE") Set<String> countries) {
    PrintSettings {
        if (suppliers == null || suppliers.isEmpty() || pgp == null) {
            throw new IllegalArgumentException("print.suppliers and print.pgp must be set");
        }
        suppliers = new LinkedHashMap<>(suppliers);
        rules = rules == null ? List.of() : List.copyOf(rules);
        cover = cover == null ? CoverSettings.DEFAULT : cover;
        if (senderCode == null || !senderCode.matches("[A-Z0-9]{1,12}")) {
            throw new IllegalArgumentException("print.sender-code must be 1 to 12 of A-Z and 0-9");
        }
        if (senderName == null || senderName.isBlank() || senderName.length() > 100) {
            throw new IllegalArgumentException("print.sender-name must have 1 to 100 characters");
        }
        batch = batch == null ? Batch.DEFAULT : batch;
        evidence = evidence == null ? Evidence.DEFAULT : evidence;
        watch = watch == null ? Watch.DEFAULT : watch;
        Setting.between("print.lease", lease, Duration.ofSeconds(10), Duration.ofHours(1));
        Setting.between("print.retry-pause", retryPause, Duration.ofMillis(100), Duration.ofHours(1));
        Setting.between("print.answer-alarm", answerAlarm, Duration.ofSeconds(1), Duration.ofDays(1));
        Setting.between("print.resend-term", resendTerm, Duration.ZERO, Duration.ofDays(30));
        if (pieceLimit.toMegabytes() < 1 || pieceLimit.toBytes() > DataSize.ofMegabytes(30).toBytes()) {
            throw new IllegalArgumentException("print.piece-limit must be 1MB to 30MB, is " + pieceLimit);
        }
        if (answerLimit.toBytes() < 1024 || answerLimit.toMegabytes() > 4) {
            throw new IllegalArgumentException("print.answer-limit must be 1KB to 4MB, is " + answerLimit);
        }
        if (answerContentLimit.compareTo(answerLimit) < 0 || answerContentLimit.toMegabytes() > 16) {
            throw new IllegalArgumentException("print.answer-content-limit must be no less than print.answer-limit and at most 16MB, is " + answerContentLimit);
        }
    }

    /**
     * One supplier: where it is, its keys, and what differs from the other ones. A group of its own ({@code batch}, {@code watch},
     * {@code cover}) takes the place of the common group as a whole. The remaining settings of the connection stand in the route.
     *
     * @param code           in the manifest, rules, routes and metrics; left out, the name of the entry
     * @param contractRef    number of the contract, in the manifest
     * @param keyFile        private key of our login (PEM)
     * @param knownHostsFile the one host key that is trusted
     */
    public record Supplier(String code, String contractRef, String host, @DefaultValue("22") int port, String user, Path keyFile, Path knownHostsFile,
            SupplierKeys pgp, Batch batch, Duration answerAlarm, Watch watch, CoverSettings cover, Set<String> countries) {
        public Supplier {
            if (contractRef == null || host == null || user == null || port < 1 || port > 65535) {
                throw new IllegalArgumentException("an entry of print.suppliers needs contract-ref, host, port (1 to 65535) and user");
            }
            if (pgp == null) {
                throw new IllegalArgumentException("an entry of print.suppliers needs pgp.key-file and pgp.user-id");
            }
            Setting.readable("key-file of an entry of print.suppliers", keyFile);
            Setting.readable("known-hosts-file of an entry of print.suppliers", knownHostsFile);
            if (answerAlarm != null) {
                Setting.between("answer-alarm of an entry of print.suppliers", answerAlarm, Duration.ofSeconds(1), Duration.ofDays(1));
            }
        }

        SupplierCode codeOr(String name) {
            return new SupplierCode(code == null || code.isBlank() ? name : code);
        }
    }

    /**
     * OpenPGP keys of one supplier. The file is read at each use, so that a key is rolled over by replacing it.
     *
     * @param keyFile public key ring that holds this supplier's keys and no other: what is in it is trusted
     * @param userId  part of the user ids of the supplier's keys; two keys with it means both can open
     */
    public record SupplierKeys(Path keyFile, String userId) {
        public SupplierKeys {
            Setting.readable("pgp.key-file of an entry of print.suppliers", keyFile);
            if (userId == null || userId.isBlank()) {
                throw new IllegalArgumentException("pgp.user-id of an entry of print.suppliers must be set");
            }
        }
    }

    /**
     * Our OpenPGP keys, as files. They are read at each use, so that a key is rolled over by replacing its file.
     *
     * @param secretKeyFile  our secret key ring: signs orders, opens answers
     * @param passphraseFile of our secret keys: one for all of them
     * @param userId         part of the user id of our key that signs
     * @param signerFile     fingerprint of our key that signs, in hex; needed only while several have the user id; may be absent
     */
    public record Pgp(Path secretKeyFile, Path passphraseFile, String userId, Path signerFile) {
        public Pgp {
            Setting.readable("print.pgp.secret-key-file", secretKeyFile);
            Setting.readable("print.pgp.passphrase-file", passphraseFile);
            if (signerFile != null) {
                Setting.readable("print.pgp.signer-file", signerFile);
            }
            if (userId == null || userId.isBlank()) {
                throw new IllegalArgumentException("print.pgp.user-id must be set");
            }
        }
    }

    /**
     * When a batch closes.
     *
     * @param pieces at this many pieces, 1 to 500
     * @param size   of the documents together, 1 MB to 200 MB
     * @param age    when the oldest piece has waited this long, 100 ms to 1 day
     * @param cutOff last upload of a working day, Brussels time
     * @param cutOffLead so long before the cut-off everything that waits is closed, so that it is uploaded in time; 0 to 1 h
     */
    public record Batch(@DefaultValue("500") int pieces, @DefaultValue("180MB") DataSize size, @DefaultValue("1h") Duration age,
            @DefaultValue("17:30") LocalTime cutOff, @DefaultValue("5m") Duration cutOffLead) {
        static final Batch DEFAULT = new Batch(500, DataSize.ofMegabytes(180), Duration.ofHours(1), LocalTime.of(17, 30),
                Duration.ofMinutes(5));

        public Batch {
            Setting.between("print.batch.pieces", pieces, 1, 500);
            if (size.toMegabytes() < 1 || size.toMegabytes() > 200) {
                throw new IllegalArgumentException("print.batch.size must be 1MB to 200MB, is " + size);
            }
            Setting.between("print.batch.age", age, Duration.ofMillis(100), Duration.ofDays(1));
            Setting.between("print.batch.cut-off-lead", cutOffLead, Duration.ZERO, Duration.ofHours(1));
        }

        BatchLimits limits() {
            return new BatchLimits(pieces, size.toBytes());
        }
    }

    /**
     * Limits of one file with papers of the post (PE); it is held in memory.
     *
     * @param zip       as it lies at the supplier, 1 kB to 64 MB
     * @param unpacked  all its papers together, 1 kB to 256 MB
     * @param documents 1 to 1000
     */
    public record Evidence(@DefaultValue("16MB") DataSize zip, @DefaultValue("32MB") DataSize unpacked, @DefaultValue("500") int documents) {
        static final Evidence DEFAULT = new Evidence(DataSize.ofMegabytes(16), DataSize.ofMegabytes(32), 500);

        public Evidence {
            if (zip.toBytes() < 1024 || zip.toMegabytes() > 64) {
                throw new IllegalArgumentException("print.evidence.zip must be 1KB to 64MB, is " + zip);
            }
            if (unpacked.toBytes() < 1024 || unpacked.toMegabytes() > 256) {
                throw new IllegalArgumentException("print.evidence.unpacked must be 1KB to 256MB, is " + unpacked);
            }
            Setting.between("print.evidence.documents", documents, 1, 1000);
        }

        EvidencePackage.Limits limits() {
            return new EvidencePackage.Limits(unpacked.toBytes(), documents);
        }
    }

    /**
     * What the supplier owes us, before an alarm is raised.
     *
     * @param results      from the marker of an order to its results (PP), 1 s to 7 days
     * @param handOverDays working days from the cut-off until all pieces are with the post, 1 to 30
     * @param gap          how long a number of the supplier's own files may be missing after a higher one came, 1 s to 7 days
     * @param counts       how long a report (PR) may differ from our counts, as status events may come behind it; 1 s to 7 days
     * @param dayPieces    so many pieces may be planned for one day, 1 to 10 million
     */
    public record Watch(@DefaultValue("4h") Duration results, @DefaultValue("2") int handOverDays, @DefaultValue("15m") Duration gap,
            @DefaultValue("1h") Duration counts, @DefaultValue("20000") int dayPieces) {
        static final Watch DEFAULT = new Watch(Duration.ofHours(4), 2, Duration.ofMinutes(15), Duration.ofHours(1), 20_000);

        public Watch {
            Setting.between("print.watch.results", results, Duration.ofSeconds(1), Duration.ofDays(7));
            Setting.between("print.watch.gap", gap, Duration.ofSeconds(1), Duration.ofDays(7));
            Setting.between("print.watch.counts", counts, Duration.ofSeconds(1), Duration.ofDays(7));
            Setting.between("print.watch.hand-over-days", handOverDays, 1, 30);
            Setting.between("print.watch.day-pieces", dayPieces, 1, 10_000_000);
        }
    }
}

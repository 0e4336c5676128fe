package io.postiljon.access;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The agreements in a folder, one file {@code <code>.yaml} per agency. A wrong file never replaces a good one. A file that is
 * taken away ends its agreement at the next reload; a folder that cannot be read ends nothing.
 *
 * <p>Reading is one look at an immutable snapshot, without a lock. Reloads wait for each other.
 */
public final class AgreementFiles implements Agreements {
    private static final Comparator<AgencyCode> BY_CODE = Comparator.comparing(AgencyCode::value);

    private final AgreementFolder folder;
    private final Supplier<List<AgreementListener>> listeners;
    private final ReentrantLock reloading = new ReentrantLock();
    private volatile AgreementSnapshot inForce = AgreementSnapshot.of(new TreeMap<>(BY_CODE));
    private volatile List<AgreementProblem> problems = List.of();
    private SortedMap<AgencyCode, AgencyAccess> told = new TreeMap<>(BY_CODE);
    private Map<AgencyCode, Refusal> toldRefusals = Map.of();

    /** A wrong version of a file; told once, not at each reload. */
    private record Refusal(Inputs inputs, List<AgreementProblem> problems) {}

    /** What a reload would bring about. */
    private record Outcome(SortedMap<AgencyCode, AgencyAccess> agencies, Map<AgencyCode, Refusal> refusals) {}

    private AgreementFiles(AgreementFolder folder, Supplier<List<AgreementListener>> listeners) {
        this.folder = folder;
        this.listeners = listeners;
    }

    /**
     * Loads all files. No listener is told yet: the first {@link #reload()} tells them that these agreements were added.
     *
     * @param thumbprints base64url SHA-256 of the DER form of a certificate
     * @param rules       what the site asks beyond the form of a file
     * @param listeners   asked for at each reload, in the order in which they are told
     * @throws AgreementsRefused when one file is wrong; lists all faults of all files
     */
    public static AgreementFiles open(Path folder, Function<X509Certificate, String> thumbprints, List<AgreementRule> rules,
            Supplier<List<AgreementListener>> listeners) {
        var files = new AgreementFiles(new AgreementFolder(folder, thumbprints, rules), listeners);
        Outcome outcome = files.outcome();
        if (!files.problems.isEmpty()) {
            throw new AgreementsRefused(files.problems);
        }
        files.inForce = AgreementSnapshot.of(outcome.agencies());
        return files;
    }

    @Override public Optional<Agreement> byCode(AgencyCode code) {
        return access(code).map(AgencyAccess::agreement);
    }

    @Override public Optional<Agreement> byTlsCertificate(String thumbprint) {
        return Optional.ofNullable(inForce.byTls().get(thumbprint));
    }

    @Override public List<Agreement> all() {
        return inForce.all();
    }

    /** What is wrong in the folder since the last reload; empty means that every file is in force as written. */
    public List<AgreementProblem> problems() {
        return problems;
    }

    /** The certificates that agreements in force name, each once. */
    public List<RegisteredCertificate> registered() {
        var found = new HashMap<String, RegisteredCertificate>();
        inForce.agencies().forEach((code, access) -> {
            access.tls().forEach((thumbprint, certificate) -> found.put(thumbprint, new RegisteredCertificate(code, certificate, thumbprint)));
            access.signing().forEach((thumbprint, certificate) -> found.put(thumbprint, new RegisteredCertificate(code, certificate, thumbprint)));
        });
        return List.copyOf(found.values());
    }

    Optional<AgencyAccess> access(AgencyCode code) {
        return Optional.ofNullable(inForce.agencies().get(code));
    }

    /**
     * Reads the folder again and puts the good files in force. Listeners hear of it before and after; one that throws before
     * keeps everything as it was.
     *
     * @return what changed since the last reload that succeeded, by agency; empty when nothing did
     */
    public List<AgreementChange> reload() {
        reloading.lock();
        try {
            Outcome outcome = outcome();
            List<AgreementChange> changes = changes(outcome);
            List<AgreementListener> followers = changes.isEmpty() ? List.of() : listeners.get();
            followers.forEach(follower -> follower.beforeChange(changes));
            inForce = AgreementSnapshot.of(outcome.agencies());
            told = outcome.agencies();
            toldRefusals = outcome.refusals();
            tellAfter(followers, changes);
            return changes;
        } finally {
            reloading.unlock();
        }
    }

    private Outcome outcome() {
        AgreementFolder.Contents contents = folder.read();
        var agencies = new TreeMap<AgencyCode, AgencyAccess>(BY_CODE);
        var faults = new TreeMap<AgencyCode, List<AgreementProblem>>(BY_CODE);
        contents.readings().forEach((code, reading) -> {
            reading.access().or(() -> access(code)).ifPresent(access -> agencies.put(code, access));
            if (!reading.problems().isEmpty()) {
                faults.put(code, new ArrayList<>(reading.problems()));
            }
        });
        settle(agencies, faults);
        var all = new ArrayList<>(contents.problems());
        faults.values().forEach(all::addAll);
        problems = List.copyOf(all);
        var refusals = new HashMap<AgencyCode, Refusal>();
        faults.forEach((code, list) -> refusals.put(code, new Refusal(contents.readings().get(code).inputs(), List.copyOf(list))));
        return new Outcome(agencies, Map.copyOf(refusals));
    }

    /**
     * Takes back each new version that shares an identity with another agency, until none does. What is in force shares nothing,
     * so this ends: each round takes at least one new version back.
     */
    private void settle(SortedMap<AgencyCode, AgencyAccess> agencies, Map<AgencyCode, List<AgreementProblem>> faults) {
        for (var shared = SharedIdentities.in(agencies); !shared.isEmpty(); shared = SharedIdentities.in(agencies)) {
            var refused = new TreeSet<AgencyCode>(BY_CODE);
            for (SharedIdentities.Shared pair : shared) {
                for (AgencyCode code : List.of(pair.one(), pair.other())) {
                    if (isNew(code, agencies.get(code))) {
                        faults.computeIfAbsent(code, none -> new ArrayList<>()).add(pair.problemOf(code));
                        refused.add(code);
                    }
                }
            }
            if (refused.isEmpty()) {
                throw new IllegalStateException("agreements in force share an identity");
            }
            for (AgencyCode code : refused) {
                access(code).ifPresentOrElse(old -> agencies.put(code, old), () -> agencies.remove(code));
            }
        }
    }

    private boolean isNew(AgencyCode code, AgencyAccess candidate) {
        return access(code).map(old -> old != candidate).orElse(true);
    }

    private List<AgreementChange> changes(Outcome outcome) {
        var changes = new ArrayList<AgreementChange>();
        var codes = new TreeSet<AgencyCode>(BY_CODE);
        codes.addAll(told.keySet());
        codes.addAll(outcome.agencies().keySet());
        codes.addAll(outcome.refusals().keySet());
        for (AgencyCode code : codes) {
            Optional<AgencyAccess> before = Optional.ofNullable(told.get(code));
            Optional<AgencyAccess> after = Optional.ofNullable(outcome.agencies().get(code));
            Optional<Agreement> agreement = after.map(AgencyAccess::agreement);
            if (before.isEmpty() && after.isPresent()) {
                changes.add(new AgreementChange(code, AgreementChange.Kind.ADDED, after.get().members(), agreement, after.map(AgencyAccess::fingerprint)));
            } else if (before.isPresent() && after.isEmpty()) {
                changes.add(new AgreementChange(code, AgreementChange.Kind.REMOVED, before.get().members(), agreement, Optional.empty()));
            } else if (before.isPresent() && !after.get().differsFrom(before.get()).isEmpty()) {
                changes.add(new AgreementChange(code, AgreementChange.Kind.CHANGED, after.get().differsFrom(before.get()), agreement,
                        after.map(AgencyAccess::fingerprint)));
            }
            Refusal refusal = outcome.refusals().get(code);
            if (refusal != null && !refusal.equals(toldRefusals.get(code))) {
                changes.add(new AgreementChange(code, AgreementChange.Kind.REFUSED, wrongMembers(refusal), agreement, Optional.empty()));
            }
        }
        return List.copyOf(changes);
    }

    private static List<String> wrongMembers(Refusal refusal) {
        return refusal.problems().stream().map(AgreementProblem::member).filter(member -> !member.isEmpty()).distinct().sorted().toList();
    }

    private static void tellAfter(List<AgreementListener> followers, List<AgreementChange> changes) {
        RuntimeException first = null;
        for (AgreementListener follower : followers) {
            try {
                follower.afterChange(changes);
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}

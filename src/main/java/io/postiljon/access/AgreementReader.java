package io.postiljon.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.AddressRules;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.DataCategory;
import io.postiljon.sending.EboxTrio;
import io.postiljon.sending.KboNumber;
import io.postiljon.sending.Mode;
import io.postiljon.sending.OvoCode;
import io.postiljon.sending.PaperWishes;
import io.postiljon.sending.PostalAddress;
import io.postiljon.sending.Purpose;
import io.postiljon.sending.RecipientKind;
import io.postiljon.sending.SecondFactor;
import io.postiljon.sending.Service;
import io.postiljon.sending.Status;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Makes the agreement out of a tree that has the form of the schema, and checks what a schema cannot say. Collects all faults.
 * One instance reads one file.
 */
final class AgreementReader {
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int TRIAL_CAP = 50;

    private final String file;
    private final StrictYaml.Document document;
    private final JsonNode tree;
    private final List<AgreementProblem> problems = new ArrayList<>();

    AgreementReader(String file, StrictYaml.Document document) {
        this.file = file;
        this.document = document;
        this.tree = document.tree();
    }

    List<AgreementProblem> problems() {
        return List.copyOf(problems);
    }

    /** The agreement, or empty with {@link #problems()}. */
    Optional<Agreement> agreement(AgencyCode code, Map<String, PinnedCertificate> tls, Map<String, PinnedCertificate> signing) {
        var kbo = made("/organisation/kbo", KboNumber::new);
        var ovo = made("/organisation/ovo", OvoCode::new);
        Set<Service> services = texts("/services").map(Service::valueOf).collect(Collectors.toSet());
        ChannelWish channel = ChannelWish.valueOf(at("/defaultChannel").asText());
        checkChannel(channel, services);
        List<Agreement.Trio> trios = trios(services);
        Agreement.EboxRules eboxRules = eboxRules(services);
        Agreement.PrintRetention retention = retention();
        List<Agreement.Profile> profiles = profiles();
        List<Agreement.Webhook> webhooks = webhooks();
        var endsOn = made("/end/lastDay", AgreementReader::day);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        Agreement agreement = new Agreement(code, at("/name").asText(), kbo.orElseThrow(), ovo, word(Mode.class, "/mode").orElseThrow(),
                services,
                texts("/dataCategories").map(DataCategory::new).collect(Collectors.toSet()),
                texts("/purposes").map(Purpose::new).collect(Collectors.toSet()),
                channel, tls.keySet(), signing.keySet(), sftp(), trios,
                word(Agreement.EboxClient.class, "/ebox/client").orElse(Agreement.EboxClient.OWN), eboxRules,
                retention, returnAddress(), printDefaults(), limits(), profiles, officer(),
                texts("/subProcessors").collect(Collectors.toSet()), webhooks, endsOn,
                word(Agreement.EndChoice.class, "/end/choice"),
                new Agreement.Trial(at("/trial/dailyCap").asInt(TRIAL_CAP)));
        Set<String> clients = texts("/accessToken/clients").collect(Collectors.toSet());
        return Optional.of(clients.isEmpty() ? agreement : agreement.asking(new Agreement.AccessToken(clients)));
    }

    /** The rules of the site that the agreement breaks, as problems. */
    void judge(Agreement agreement, List<AgreementRule> rules) {
        rules.forEach(rule -> rule.breachIn(agreement).ifPresent(breach -> problem(breach.pointer(), breach.text())));
    }

    /** The registered certificates for one use ({@code tls}, {@code sign}), by thumbprint. */
    Map<String, PinnedCertificate> certificates(String use, Function<String, Optional<byte[]>> files,
            Function<X509Certificate, String> thumbprints) {
        var found = new LinkedHashMap<String, PinnedCertificate>();
        for (int i = 0; i < at("/certificates").size(); i++) {
            String pointer = "/certificates/" + i;
            if (texts(pointer + "/use").noneMatch(use::equals)) {
                continue;
            }
            Optional<byte[]> pem = files.apply(at(pointer + "/file").asText());
            if (pem.isEmpty() || pem.get().length > Inputs.FILE_LIMIT_BYTES) {
                problem(pointer + "/file", "this file cannot be read, lies outside the folder of the agreements or is larger than "
                        + Inputs.FILE_LIMIT_BYTES + " bytes");
                continue;
            }
            try {
                PinnedCertificate pinned = PinnedCertificate.of(pem.get(), at(pointer + "/sha256").asText(), thumbprints);
                if (found.put(pinned.thumbprint(), pinned) != null) {
                    problem(pointer, "this certificate stands twice for the same use; keep one");
                }
            } catch (IllegalArgumentException e) {
                problem(pointer, e.getMessage());
            }
        }
        return found;
    }

    private void checkChannel(ChannelWish channel, Set<Service> services) {
        boolean ebox = services.contains(Service.EBOX_CITIZEN) || services.contains(Service.EBOX_ENTERPRISE);
        if (!services.isEmpty() && (channel.allowsEbox() && !ebox || channel.allowsPaper() && !services.contains(Service.PRINT))) {
            problem("/defaultChannel", "the default channel needs a service that is not ticked; tick it or choose another channel");
        }
    }

    private List<Agreement.Trio> trios(Set<Service> services) {
        var trios = new ArrayList<Agreement.Trio>();
        for (JsonNode type : at("/ebox/messageTypes")) {
            trios.add(new Agreement.Trio(new EboxTrio(type.get("id").asText(), type.get("senderApplicationId").asText()),
                    type.get("for").asText().equals("citizen") ? RecipientKind.CITIZEN : RecipientKind.ORGANISATION));
        }
        if (new HashSet<>(trios).size() < trios.size()) {
            problem("/ebox/messageTypes", "a message type stands twice for the same recipients; keep one");
        }
        requireTrio(trios, services, Service.EBOX_CITIZEN, RecipientKind.CITIZEN);
        requireTrio(trios, services, Service.EBOX_ENTERPRISE, RecipientKind.ORGANISATION);
        return trios;
    }

    private void requireTrio(List<Agreement.Trio> trios, Set<Service> services, Service service, RecipientKind kind) {
        if (services.contains(service) && trios.stream().noneMatch(trio -> trio.recipients() == kind)) {
            problem("/ebox/messageTypes", service + " is ticked and no message type is for "
                    + (kind == RecipientKind.CITIZEN ? "citizen" : "enterprise") + "; add one or untick the service");
        }
    }

    private Agreement.EboxRules eboxRules(Set<Service> services) {
        boolean neverOpened = at("/ebox/paperCopy/neverOpened").asBoolean(false);
        Optional<Integer> unreadAfterDays = Optional.of(at("/ebox/paperCopy/unreadAfterDays")).filter(JsonNode::isInt).map(JsonNode::asInt);
        boolean asked = at("/ebox/readStatus").asBoolean(true);
        if ((neverOpened || unreadAfterDays.isPresent()) && !services.contains(Service.PRINT)) {
            problem("/ebox/paperCopy", "a paper copy needs PRINT, which is not ticked; tick it or take the member away");
        }
        if (unreadAfterDays.isPresent() && !asked) {
            problem("/ebox/paperCopy/unreadAfterDays", "without readStatus nobody knows what is unread; allow it or take the member away");
        }
        return new Agreement.EboxRules(
                word(Agreement.EboxStrategy.class, "/ebox/strategy").orElse(Agreement.EboxStrategy.ASK_FIRST),
                new Agreement.PaperCopies(neverOpened ? Agreement.WhenNeverOpened.COPY : Agreement.WhenNeverOpened.NO_COPY, unreadAfterDays),
                asked ? Agreement.ReadStatus.ASKED : Agreement.ReadStatus.NOT_ASKED);
    }

    /** Without paper there is no term: all zero. */
    private Agreement.PrintRetention retention() {
        JsonNode days = at("/print/retentionDays");
        try {
            return new Agreement.PrintRetention(days.path("minimum").asInt(), days.path("default").asInt(), days.path("maximum").asInt());
        } catch (IllegalArgumentException e) {
            problem("/print/retentionDays", e.getMessage());
            return new Agreement.PrintRetention(0, 0, 0);
        }
    }

    private List<Agreement.Profile> profiles() {
        var profiles = new ArrayList<Agreement.Profile>();
        var codes = new HashSet<String>();
        for (JsonNode profile : at("/profiles")) {
            if (!codes.add(profile.get("code").asText())) {
                problem("/profiles/" + profiles.size() + "/code", "this code of a profile stands twice; each profile has its own");
            }
            profiles.add(new Agreement.Profile(profile.get("code").asText(), profile.get("name").asText()));
        }
        return profiles;
    }

    private List<Agreement.Webhook> webhooks() {
        var webhooks = new ArrayList<Agreement.Webhook>();
        var names = new HashSet<String>();
        for (int i = 0; i < at("/webhooks").size(); i++) {
            String pointer = "/webhooks/" + i;
            String name = at(pointer + "/name").asText();
            if (!names.add(name)) {
                problem(pointer + "/name", "this name stands twice; each address has its own");
            }
            Set<Status> statuses = statuses(pointer + "/types");
            made(pointer + "/url", AgreementReader::webhookAddress)
                    .ifPresent(url -> webhooks.add(new Agreement.Webhook(name, url, text(pointer + "/secretFile"), statuses)));
        }
        return webhooks;
    }

    /** By the last words of the events' types. */
    private Set<Status> statuses(String pointer) {
        var wanted = texts(pointer).collect(Collectors.toSet());
        Set<Status> known = Arrays.stream(Status.values()).filter(status -> wanted.contains(status.event())).collect(Collectors.toSet());
        if (known.size() < wanted.size()) {
            problem(pointer, "a type is no last word of an event's type; the list is in GET /api/v1/refData/statuses");
        }
        return known;
    }

    /** A host by name only: an IP address could point at our own network, and no certificate would say whose it is. */
    private static URI webhookAddress(String text) {
        URI address = URI.create(text);
        String host = address.getHost();
        if (host == null || !host.contains(".") || host.matches("[0-9.]+") || host.startsWith("[")
                || address.getUserInfo() != null || address.getFragment() != null || address.getRawQuery() != null
                || !address.getRawPath().matches("[A-Za-z0-9._~/-]*")) {
            throw new IllegalArgumentException(
                    "the address needs a host name with a dot, a path of letters, digits and . _ ~ - /, and no user, query, fragment or IP address");
        }
        return address;
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("this day does not exist; write YYYY-MM-DD", e);
        }
    }

    private Optional<Agreement.SftpAccount> sftp() {
        return text("/sftp/user").map(user -> new Agreement.SftpAccount(user, texts("/sftp/keys").collect(Collectors.toSet())));
    }

    private Optional<PostalAddress> returnAddress() {
        String at = "/print/returnAddress";
        Optional<PostalAddress> address = text(at + "/street").map(street -> new PostalAddress(text(at + "/name"), text(at + "/organisation"),
                text(at + "/dispatch"), street, at(at + "/houseNumber").asText(), text(at + "/box"), at(at + "/postalCode").asText(),
                at(at + "/municipality").asText(), text(at + "/country").orElse("BE")));
        address.ifPresent(given -> AddressRules.atHome().faults(given, AddressRules.Post.ORDINARY).forEach(fault ->
                problem(at + "/" + fault.member().word(), "an address on an envelope must not break the rule " + fault.rule().code() + "; docs/api.md says how to mend it")));
        return address;
    }

    private Agreement.PrintDefaults printDefaults() {
        return new Agreement.PrintDefaults(at("/print/registered").asBoolean(false), at("/print/duplex").asBoolean(false),
                at("/print/downloadable").asBoolean(false),
                word(PaperWishes.Priority.class, "/print/priority").orElse(PaperWishes.Priority.NON_PRIOR),
                text("/print/documentType").orElse(""), text("/print/purchaseOrderRef"),
                word(SecondFactor.class, "/print/downloadCheck").orElse(SecondFactor.POSTCODE),
                word(Agreement.WithoutInsz.class, "/print/downloadCheckWithoutInsz").orElse(Agreement.WithoutInsz.REFUSE));
    }

    private Agreement.Limits limits() {
        return new Agreement.Limits(at("/limits/requestsPerMinute").asInt(600), at("/limits/concurrentUploads").asInt(8),
                Duration.ofSeconds(at("/limits/idleSeconds").asInt((int) IDLE.toSeconds())),
                at("/limits/megabytesPerHour").asLong(Agreement.Limits.MEGABYTES_PER_HOUR),
                new Agreement.AccountLimits(at("/limits/sftpFiles").asInt(Agreement.AccountLimits.DEFAULT.files()),
                        at("/limits/sftpMegabytes").asLong(Agreement.AccountLimits.DEFAULT.megabytes())));
    }

    private Agreement.Contact officer() {
        String at = "/dataProtectionOfficer";
        return new Agreement.Contact(at(at + "/name").asText(), at(at + "/email").asText(), text(at + "/phone"));
    }

    private <T> Optional<T> made(String pointer, Function<String, T> maker) {
        try {
            return text(pointer).map(maker);
        } catch (IllegalArgumentException e) {
            // URI.create repeats the value in its message
            problem(pointer, e.getCause() instanceof URISyntaxException ? "this is not an address; look for spaces and signs that an address may not hold" : e.getMessage());
            return Optional.empty();
        }
    }

    /** {@code on-behalf-of} in the file is {@code ON_BEHALF_OF} here. */
    private <E extends Enum<E>> Optional<E> word(Class<E> type, String pointer) {
        return text(pointer).map(text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    private Optional<String> text(String pointer) {
        return Optional.of(at(pointer)).filter(node -> !node.isMissingNode()).map(JsonNode::asText);
    }

    private Stream<String> texts(String pointer) {
        return StreamSupport.stream(at(pointer).spliterator(), false).map(JsonNode::asText);
    }

    private JsonNode at(String pointer) {
        return tree.at(pointer);
    }

    private void problem(String pointer, String text) {
        problems.add(new AgreementProblem(file, document.lineOf(pointer), pointer, text));
    }
}

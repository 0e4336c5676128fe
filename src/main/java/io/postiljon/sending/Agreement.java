package io.postiljon.sending;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The signed agreement of one agency, as the gateway enforces it. Off is the default of everything.
 *
 * @param name               name of the organisation, as on a cover sheet
 * @param defaultChannel     what holds when a sending names no channel
 * @param tlsThumbprints     registered certificates for mutual TLS (base64url SHA-256)
 * @param signingThumbprints registered certificates for signatures; {@code access} holds the certificates themselves
 * @param sftp               the account for drops, when the agency has one
 * @param trios              message types of the eBox, each for citizens or for enterprises
 * @param eboxRules          how the eBox is chosen, and what follows after publication
 * @param printRetention     how long print documents stay for the recipient
 * @param returnAddress      default return address on paper
 * @param profiles           names under which the agency sends
 * @param officer            its data protection officer
 * @param subProcessors      codes of the sub-processors that the agency accepted
 * @param webhooks           where status events may be sent: only here, never by API
 * @param endsOn             last day of the agreement, Brussels time; afterwards every sending is refused
 * @param endChoice          what happens then to what is still kept
 * @param trial              what holds while the mode is {@code trial}
 * @param accessToken        what an access token must be beside the certificate; empty: none is needed, and none is read
 */
public record Agreement(
        AgencyCode code,
        String name,
        KboNumber kbo,
        Optional<OvoCode> ovo,
        Mode mode,
        Set<Service> services,
        Set<DataCategory> dataCategories,
        Set<Purpose> purposes,
        ChannelWish defaultChannel,
        Set<String> tlsThumbprints,
        Set<String> signingThumbprints,
        Optional<SftpAccount> sftp,
        List<Trio> trios,
        EboxClient eboxClient,
        EboxRules eboxRules,
        PrintRetention printRetention,
        Optional<PostalAddress> returnAddress,
        PrintDefaults printDefaults,
        Limits limits,
        List<Profile> profiles,
        Contact officer,
        Set<String> subProcessors,
        List<Webhook> webhooks,
        Optional<LocalDate> endsOn,
        Optional<EndChoice> endChoice,
        Trial trial,
        Optional<AccessToken> accessToken) {

    public Agreement {
        services = Set.copyOf(services);
        dataCategories = Set.copyOf(dataCategories);
        purposes = Set.copyOf(purposes);
        tlsThumbprints = Set.copyOf(tlsThumbprints);
        signingThumbprints = Set.copyOf(signingThumbprints);
        trios = List.copyOf(trios);
        profiles = List.copyOf(profiles);
        subProcessors = Set.copyOf(subProcessors);
        webhooks = List.copyOf(webhooks);
    }

    /** Of an agency that needs no access token. */
    public Agreement(AgencyCode code, String name, KboNumber kbo, Optional<OvoCode> ovo, Mode mode, Set<Service> services, Set<DataCategory> dataCategories,
            Set<Purpose> purposes, ChannelWish defaultChannel, Set<String> tlsThumbprints, Set<String> signingThumbprints, Optional<SftpAccount> sftp,
            List<Trio> trios, EboxClient eboxClient, EboxRules eboxRules, PrintRetention printRetention, Optional<PostalAddress> returnAddress,
            PrintDefaults printDefaults, Limits limits, List<Profile> profiles, Contact officer, Set<String> subProcessors, List<Webhook> webhooks,
            Optional<LocalDate> endsOn, Optional<EndChoice> endChoice, Trial trial) {
        this(code, name, kbo, ovo, mode, services, dataCategories, purposes, defaultChannel, tlsThumbprints, signingThumbprints, sftp, trios, eboxClient,
                eboxRules, printRetention, returnAddress, printDefaults, limits, profiles, officer, subProcessors, webhooks, endsOn, endChoice, trial,
                Optional.empty());
    }

    /** The same agreement, and each call needs such a token. */
    public Agreement asking(AccessToken token) {
        return new Agreement(code, name, kbo, ovo, mode, services, dataCategories, purposes, defaultChannel, tlsThumbprints, signingThumbprints, sftp, trios,
                eboxClient, eboxRules, printRetention, returnAddress, printDefaults, limits, profiles, officer, subProcessors, webhooks, endsOn, endChoice,
                trial, Optional.of(token));
    }

    /** What the drops of this agency are called: the OVO code, else the KBO number. */
    public String organisationCode() {
        return ovo.map(OvoCode::value).orElse(kbo.digits());
    }

    public boolean has(Service service) {
        return services.contains(service);
    }

    public boolean endedOn(LocalDate day) {
        return endsOn.map(day::isAfter).orElse(false);
    }

    /** One message type as registered for this agency. */
    public record Trio(EboxTrio ids, RecipientKind recipients) {}

    /**
     * {@code user}: the folder name below {@code /agencies} on the SFTP server. {@code keys}: fingerprints of its public keys,
     * as {@code ssh-keygen -l} writes them ({@code SHA256:...}).
     */
    public record SftpAccount(String user, Set<String> keys) {
        public SftpAccount {
            keys = Set.copyOf(keys);
        }
    }

    /** Whose credentials publish: the agency's own client, or ours on its behalf. */
    public enum EboxClient { OWN, ON_BEHALF_OF }

    /** How the agency uses the eBox. {@code readStatus}: whether the eBox is asked if its messages were read. */
    public record EboxRules(EboxStrategy strategy, PaperCopies paperCopies, ReadStatus readStatus) {
        /** What holds when the agreement says nothing. */
        public static final EboxRules DEFAULT = new EboxRules(EboxStrategy.ASK_FIRST, PaperCopies.NONE, ReadStatus.ASKED);
    }

    /** {@code EBOX_FIRST} counts for organisations only: the consent of a citizen must be known before. */
    public enum EboxStrategy { ASK_FIRST, EBOX_FIRST }

    public enum ReadStatus { ASKED, NOT_ASKED }

    /**
     * When a message in the eBox goes on paper too: a second, marked delivery.
     *
     * @param unreadAfterDays from publication; empty means never because of that
     */
    public record PaperCopies(WhenNeverOpened whenNeverOpened, Optional<Integer> unreadAfterDays) {
        public static final PaperCopies NONE = new PaperCopies(WhenNeverOpened.NO_COPY, Optional.empty());

        public PaperCopies {
            if (unreadAfterDays.filter(days -> days < 1 || days > 365).isPresent()) {
                throw new IllegalArgumentException("a paper copy of an unread message is made after 1 to 365 days");
            }
        }
    }

    /** What follows when the eBox says at publication that the recipient never opened the box. */
    public enum WhenNeverOpened { COPY, NO_COPY }

    /** In whole days; the default lies within the bounds. */
    public record PrintRetention(int minimumDays, int defaultDays, int maximumDays) {
        public PrintRetention {
            if (minimumDays < 0 || defaultDays < minimumDays || maximumDays < defaultDays) {
                throw new IllegalArgumentException("retention: 0 <= minimum <= default <= maximum");
            }
        }
    }

    /**
     * What holds when a sending does not say it.
     *
     * @param downloadCheck what a recipient gives beside the code to get the original; no sending says otherwise
     * @param withoutInsz   what follows when that is a login and the sending names no person
     */
    public record PrintDefaults(boolean registered, boolean duplex, boolean downloadable,
            PaperWishes.Priority priority, String documentType, Optional<String> purchaseOrderRef, SecondFactor downloadCheck, WithoutInsz withoutInsz) {
        /** With the check that holds when an agreement says nothing. */
        public PrintDefaults(boolean registered, boolean duplex, boolean downloadable,
                PaperWishes.Priority priority, String documentType, Optional<String> purchaseOrderRef) {
            this(registered, duplex, downloadable, priority, documentType, purchaseOrderRef, SecondFactor.POSTCODE, WithoutInsz.REFUSE);
        }

        /** What holds for a recipient of this kind; empty when the agreement asks a login that he cannot give, and knows nothing in its place. */
        public Optional<SecondFactor> downloadCheckFor(RecipientKind kind) {
            if (!downloadCheck.asksLogin() || kind == RecipientKind.CITIZEN) {
                return Optional.of(downloadCheck);
            }
            return withoutInsz == WithoutInsz.POSTCODE ? Optional.of(SecondFactor.POSTCODE) : Optional.empty();
        }
    }

    /** {@code REFUSE}: an original that nobody could open is not offered, and its sending is refused. {@code POSTCODE}: the postal code is enough. */
    public enum WithoutInsz { REFUSE, POSTCODE }

    /** A name under which an agency sends; one profile cannot see the sendings of another. */
    public record Profile(String code, String name) {}

    /** Somebody to reach at the agency. Personal data. */
    public record Contact(String name, String email, Optional<String> phone) {
        @Override public String toString() {
            return "Contact[***]";
        }
    }

    /**
     * An HTTPS address of the agency that may get its status events.
     *
     * @param secretFile name of the file with the secret that is shared with the agency; without one only the platform's key signs
     * @param statuses   the statuses that are told; empty means all
     */
    public record Webhook(String name, URI address, Optional<String> secretFile, Set<Status> statuses) {
        public Webhook {
            statuses = Set.copyOf(statuses);
        }
    }

    /** Article 12: at the end everything is deleted, or given back first and then deleted. */
    public enum EndChoice { DELETE, RETURN }

    /** {@code dailyCap}: sendings accepted in one day of Brussels, 1 to 500. */
    public record Trial(int dailyCap) {
        public Trial {
            if (dailyCap < 1 || dailyCap > 500) {
                throw new IllegalArgumentException("the daily cap of a trial is 1 to 500");
            }
        }
    }

    /**
     * Each call of the API needs an access token on top of the certificate.
     *
     * @param clients names by which the authorisation server knows the agency, 1 to 8; a token must be for one of them
     */
    public record AccessToken(Set<String> clients) {
        public AccessToken {
            clients = Set.copyOf(clients);
            if (clients.isEmpty() || clients.size() > 8) {
                throw new IllegalArgumentException("the authorisation server knows an agency by 1 to 8 clients");
            }
        }
    }

    /**
     * How much at once. {@code requestsPerMinute}: per agency and node; {@code idle}: longest silence inside an upload.
     *
     * @param account what may lie in the agency's account on SFTP before somebody is told
     */
    public record Limits(int requestsPerMinute, int concurrentUploads, Duration idle, long megabytesPerHour, AccountLimits account) {
        /** What holds when the agreement says nothing: a thousand documents of 20 MB. */
        public static final long MEGABYTES_PER_HOUR = 20_000;

        /** With the volume that holds when the agreement says nothing. */
        public Limits(int requestsPerMinute, int concurrentUploads, Duration idle) {
            this(requestsPerMinute, concurrentUploads, idle, MEGABYTES_PER_HOUR);
        }

        public Limits(int requestsPerMinute, int concurrentUploads, Duration idle, long megabytesPerHour) {
            this(requestsPerMinute, concurrentUploads, idle, megabytesPerHour, AccountLimits.DEFAULT);
        }
    }

    /** Of all that lies in {@code in/} at once, markers among it; {@code megabytes} of 1,000,000 bytes. */
    public record AccountLimits(int files, long megabytes) {
        public static final AccountLimits DEFAULT = new AccountLimits(2000, 4000);
        /** No agreement allows more. */
        public static final int MOST_FILES = 20_000;

        public long bytes() {
            return megabytes * 1_000_000;
        }
    }
}

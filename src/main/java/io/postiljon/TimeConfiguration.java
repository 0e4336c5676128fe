package io.postiljon;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/**
 * The two clocks of the process, in UTC. Here they are the same. The sandbox sets the first one forward, so that a month passes in a
 * moment; the second one stays.
 *
 * <p>{@code clock} is the time of the business, and what everybody gets who asks for a clock: acceptance, leases, retries, deadlines,
 * batches, dossiers, agreements, evidence, our own signatures, tokens for the eBox (whose simulator follows the same clock).
 *
 * <p>{@code wallClock}, by name, is for what is compared with a time from outside this process that no sandbox can move: the age of an
 * agency's signature, the day in the name of a drop, the end of a certificate, the time of a file in the vault.
 */
@Configuration(proxyBeanMethods = false)
class TimeConfiguration {
    @Bean @Primary Clock clock() {
        return Clock.systemUTC();
    }

    @Bean Clock wallClock() {
        return Clock.systemUTC();
    }
}

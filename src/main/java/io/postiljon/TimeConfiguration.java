package io.postiljon;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one clock of the process, in UTC. */
@Configuration(proxyBeanMethods = false)
class TimeConfiguration {
    @Bean Clock clock() {
        return Clock.systemUTC();
    }
}

package io.postiljon;

import io.postiljon.audit.PersonRecords;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The console for requests for access. */
@Configuration(proxyBeanMethods = false)
class PersonsConfiguration {
    @Bean PersonsConsole personsConsole(PersonRecords persons) {
        return new PersonsConsole(persons);
    }
}

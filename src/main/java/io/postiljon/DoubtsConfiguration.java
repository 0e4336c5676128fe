package io.postiljon;

import io.postiljon.ebox.Doubts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The console of the eBox. */
@Configuration(proxyBeanMethods = false)
class DoubtsConfiguration {
    @Bean DoubtsConsole doubtsConsole(Doubts doubts) {
        return new DoubtsConsole(doubts);
    }
}

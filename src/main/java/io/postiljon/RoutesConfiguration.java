package io.postiljon;

import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Checks the routes before Camel reads them: a wrong file stops the start with the words of {@code check-routes}. */
@Configuration(proxyBeanMethods = false)
class RoutesConfiguration {
    @Bean FaultLog faultLog() {
        return new FaultLog();
    }

    @Bean SmartInitializingSingleton routesAreChecked(@Value("${postiljon.routes-folder}") Path folder, ConfigurableListableBeanFactory beans) {
        return () -> {
            List<RouteFault> faults = RouteCheck.check(folder, DeclaredBeans.of(beans));
            if (!faults.isEmpty()) {
                throw new RoutesRefused(faults);
            }
        };
    }
}

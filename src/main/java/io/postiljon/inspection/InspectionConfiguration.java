package io.postiljon.inspection;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InspectionSettings.class)
class InspectionConfiguration {
    @Bean Inspection inspection(InspectionSettings given, @Value("${postiljon.environment}") String environment,
            @Value("${intake.documents-limit:30MB}") DataSize largestDocument) {
        InspectionSettings settings = given.checked(environment, largestDocument);
        InspectionWorkers workers = new InspectionWorkers(WorkerCommand.of(settings.limits(), settings.timeLimit(),
                settings.workerHeap().toBytes(), largestDocument.toBytes()), settings.workers(), settings.waiting(), settings.timeLimit(), settings.patience());
        workers.warmUp();
        return new Inspection(settings.scanner().place().<VirusScan>map(place -> new ClamdScan(place, settings.scanner().timeout())).orElseGet(NoVirusScan::new),
                workers);
    }
}

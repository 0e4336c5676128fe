package io.postiljon;

import io.postiljon.print.OriginalsDesk;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jmx.export.MBeanExporter;
import org.springframework.jmx.export.annotation.AnnotationJmxAttributeSource;
import org.springframework.jmx.export.assembler.MetadataMBeanInfoAssembler;
import org.springframework.jmx.support.RegistrationPolicy;

/** Shows {@link OriginalsConsole} to the console. */
@Configuration(proxyBeanMethods = false)
class OriginalsConfiguration {
    @Bean OriginalsConsole originalsConsole(OriginalsDesk desk) {
        return new OriginalsConsole(desk);
    }

    @Bean MBeanExporter originalsExporter(OriginalsConsole console) {
        MBeanExporter exporter = new MBeanExporter();
        exporter.setAutodetect(false);
        exporter.setAssembler(new MetadataMBeanInfoAssembler(new AnnotationJmxAttributeSource()));
        exporter.setRegistrationPolicy(RegistrationPolicy.REPLACE_EXISTING);
        exporter.setBeans(Map.of(OriginalsConsole.NAME, console));
        return exporter;
    }
}

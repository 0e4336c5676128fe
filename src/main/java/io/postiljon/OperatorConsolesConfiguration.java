package io.postiljon;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jmx.export.MBeanExporter;
import org.springframework.jmx.export.annotation.AnnotationJmxAttributeSource;
import org.springframework.jmx.export.assembler.MetadataMBeanInfoAssembler;
import org.springframework.jmx.support.RegistrationPolicy;

/** Shows every {@link OperatorConsole} to the console, and nothing else of Spring. */
@Configuration(proxyBeanMethods = false)
class OperatorConsolesConfiguration {
    @Bean MBeanExporter operatorConsoles(List<OperatorConsole> consoles) {
        MBeanExporter exporter = new MBeanExporter();
        exporter.setAutodetect(false);
        exporter.setAssembler(new MetadataMBeanInfoAssembler(new AnnotationJmxAttributeSource()));
        exporter.setRegistrationPolicy(RegistrationPolicy.REPLACE_EXISTING);
        exporter.setBeans(consoles.stream().collect(Collectors.toMap(OperatorConsole::objectName, console -> console)));
        return exporter;
    }
}

package io.postiljon;

import io.postiljon.ebox.Doubts;
import io.postiljon.print.SupplierAlarms;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jmx.export.MBeanExporter;
import org.springframework.jmx.export.annotation.AnnotationJmxAttributeSource;
import org.springframework.jmx.export.assembler.MetadataMBeanInfoAssembler;
import org.springframework.jmx.support.RegistrationPolicy;

/** Shows {@link DoubtsConsole} and {@link PrintAlarmsConsole} to the console, and nothing else of Spring. */
@Configuration(proxyBeanMethods = false)
class DoubtsConfiguration {
    @Bean DoubtsConsole doubtsConsole(Doubts doubts) {
        return new DoubtsConsole(doubts);
    }

    @Bean PrintAlarmsConsole printAlarmsConsole(SupplierAlarms alarms) {
        return new PrintAlarmsConsole(alarms);
    }

    @Bean MBeanExporter doubtsExporter(DoubtsConsole console, PrintAlarmsConsole printAlarms) {
        MBeanExporter exporter = new MBeanExporter();
        exporter.setAutodetect(false);
        exporter.setAssembler(new MetadataMBeanInfoAssembler(new AnnotationJmxAttributeSource()));
        exporter.setRegistrationPolicy(RegistrationPolicy.REPLACE_EXISTING);
        exporter.setBeans(Map.of(DoubtsConsole.NAME, console, PrintAlarmsConsole.NAME, printAlarms));
        return exporter;
    }
}

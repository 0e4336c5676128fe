package io.postiljon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedResource;

class OperatorConsolesTest {
    @ParameterizedTest @ValueSource(classes = {DoubtsConsole.class, PrintAlarmsConsole.class, PrintHoldsConsole.class, PrintPiecesConsole.class,
            PrintStatementsConsole.class, OriginalsConsole.class, KeysConsole.class, PersonsConsole.class})
    void the_console_may_call_exactly_what_is_offered(Class<?> console) throws IOException {
        List<String> offered = Arrays.stream(console.getDeclaredMethods()).filter(method -> method.isAnnotationPresent(ManagedOperation.class))
                .map(Method::getName).toList();

        String access = accessRules();
        String ours = access.substring(access.indexOf("<name>" + console.getAnnotation(ManagedResource.class).objectName() + "</name>"));

        assertThat(Pattern.compile("<operation>([^<]+)</operation>").matcher(ours.substring(0, ours.indexOf("</mbean>"))).results()
                .map(found -> found.group(1))).containsExactlyInAnyOrderElementsOf(offered);
    }

    private static String accessRules() throws IOException {
        try (InputStream file = OperatorConsolesTest.class.getResourceAsStream("/jolokia-access.xml")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

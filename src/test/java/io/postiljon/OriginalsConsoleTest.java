package io.postiljon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.jmx.export.annotation.ManagedOperation;

class OriginalsConsoleTest {
    @Test void the_console_may_call_exactly_the_operations_that_change_a_term() throws IOException {
        List<String> offered = Arrays.stream(OriginalsConsole.class.getDeclaredMethods()).filter(method -> method.isAnnotationPresent(ManagedOperation.class))
                .map(java.lang.reflect.Method::getName).toList();

        String access = accessRules();
        String ours = access.substring(access.indexOf("<name>" + OriginalsConsole.NAME + "</name>"));

        assertThat(Pattern.compile("<operation>([^<]+)</operation>").matcher(ours.substring(0, ours.indexOf("</mbean>"))).results()
                .map(found -> found.group(1))).containsExactlyInAnyOrderElementsOf(offered);
    }

    private static String accessRules() throws IOException {
        try (InputStream file = OriginalsConsoleTest.class.getResourceAsStream("/jolokia-access.xml")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

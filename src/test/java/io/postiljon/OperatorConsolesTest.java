package io.postiljon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.postiljon.store.PrintHoldKind;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedResource;

class OperatorConsolesTest {
    @ParameterizedTest @ValueSource(classes = {DoubtsConsole.class, PrintAlarmsConsole.class, PrintHoldsConsole.class, PrintPiecesConsole.class,
            PrintStatementsConsole.class, OriginalsConsole.class, KeysConsole.class})
    void the_console_may_call_exactly_what_is_offered(Class<?> console) throws IOException {
        List<String> offered = Arrays.stream(console.getDeclaredMethods()).filter(method -> method.isAnnotationPresent(ManagedOperation.class))
                .map(Method::getName).toList();

        String access = accessRules();
        String ours = access.substring(access.indexOf("<name>" + console.getAnnotation(ManagedResource.class).objectName() + "</name>"));

        assertThat(Pattern.compile("<operation>([^<]+)</operation>").matcher(ours.substring(0, ours.indexOf("</mbean>"))).results()
                .map(found -> found.group(1))).containsExactlyInAnyOrderElementsOf(offered);
    }

    @Test void what_an_operator_types_is_read_without_blanks_and_what_is_none_of_the_words_is_refused() {
        assertThat(OperatorConsole.oneOf(PrintHoldKind.class, " AGENCY ", "")).isEqualTo(PrintHoldKind.AGENCY);
        assertThatIllegalArgumentException().isThrownBy(() -> OperatorConsole.oneOf(PrintHoldKind.class, "AGENTSCHAP", "a kind is one of those")).withMessage("a kind is one of those");
        assertThatIllegalArgumentException().isThrownBy(() -> OperatorConsole.sending("90610199729")).withMessage("this is not the id of a sending");
    }

    private static String accessRules() throws IOException {
        try (InputStream file = OperatorConsolesTest.class.getResourceAsStream("/jolokia-access.xml")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

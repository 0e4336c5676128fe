package io.postiljon;

import io.postiljon.audit.Actor;
import io.postiljon.audit.Decision;
import io.postiljon.sending.SendingId;
import io.postiljon.store.BatchId;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Operations that the console offers to operators. Who is logged in there is the actor. Which of them it may call stands in
 * {@code jolokia-access.xml}.
 */
interface OperatorConsole {
    /** Its name in JMX. */
    default String objectName() {
        return getClass().getAnnotation(ManagedResource.class).objectName();
    }

    /** Called within the process, as over a local JMX connection, nobody is logged in. */
    static Actor operator() {
        return Actor.operator(Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication()).map(Authentication::getName).orElse("local-jmx"));
    }

    static Decision decision(String reason) {
        return new Decision(operator(), reason);
    }

    /** As it was typed, without the blanks around it. */
    static String text(String typed) {
        return String.valueOf(typed).strip();
    }

    static SendingId sending(String typed) {
        return SendingId.parse(text(typed));
    }

    static BatchId batch(String typed) {
        return BatchId.parse(text(typed));
    }

    /** @param wrong what is said to what is none of them */
    static <E extends Enum<E>> E oneOf(Class<E> words, String typed, String wrong) {
        return Arrays.stream(words.getEnumConstants()).filter(word -> word.name().equals(text(typed))).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(wrong));
    }
}

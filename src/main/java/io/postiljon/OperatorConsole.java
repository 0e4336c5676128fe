package io.postiljon;

import io.postiljon.audit.Actor;
import io.postiljon.audit.Decision;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Operations that the console offers to operators. Who is logged in there is the actor. Which of them it may call stands in
 * {@code jolokia-access.xml}.
 */
interface OperatorConsole {
    /** Its name in JMX. */
    String objectName();

    /** Called within the process, as over a local JMX connection, nobody is logged in. */
    static Actor operator() {
        return Actor.operator(Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication()).map(Authentication::getName).orElse("local-jmx"));
    }

    static Decision decision(String reason) {
        return new Decision(operator(), reason);
    }
}

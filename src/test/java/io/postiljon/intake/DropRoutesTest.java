package io.postiljon.intake;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Camel's supervising controller looks up each route that it starts in a list without a lock, and takes a failure of that look for a
 * route that will be tried again, which it is not: a route added meanwhile could leave another one out for good.
 */
class DropRoutesTest {
    private final CamelContext camel = mock(CamelContext.class);
    private final RouteController controller = mock(RouteController.class);
    private final Agreements agreements = mock(Agreements.class);
    private final DropRoutes routes = new DropRoutes(camel, agreements);

    @BeforeEach void start() {
        when(camel.getRouteController()).thenReturn(controller);
        when(camel.isStarted()).thenReturn(true);
        Agreement agreement = mock(Agreement.class);
        when(agreement.code()).thenReturn(Fixtures.AGENCY);
        when(agreement.sftp()).thenReturn(Optional.of(new Agreement.SftpAccount("an-account", Set.of())));
        when(agreements.all()).thenReturn(List.of(agreement));
    }

    @Test void while_the_other_routes_start_none_is_added() throws Exception {
        when(controller.isStartingRoutes()).thenReturn(true);

        routes.follow();

        verify(camel, never()).addRouteFromTemplate(anyString(), anyString(), any(Map.class));
    }

    @Test void when_they_have_started_each_account_gets_its_routes() throws Exception {
        routes.follow();

        verify(camel, times(3)).addRouteFromTemplate(anyString(), anyString(), any(Map.class));
        verify(controller, times(3)).startRoute(anyString());
    }
}

package io.postiljon.tracking;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.postiljon.store.WebhookDelivery;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/webhookEndpoints}: the addresses of the agreement, what was sent there, and what an agency can do about it. */
@RestController
class WebhooksController {
    private static final String ONE = WebhookJson.PATH + "/{name:[a-z0-9][a-z0-9-]{0,63}}";
    private static final String DELIVERY = ONE + "/deliveries/{id:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}";
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 500;

    private final Askers askers;
    private final WebhookCounter counter;

    WebhooksController(Askers askers, WebhookCounter counter) {
        this.askers = askers;
        this.counter = counter;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Items<T>(String self, List<T> items, Integer total, String next) {}

    @GetMapping(path = WebhookJson.PATH, produces = "application/json")
    ResponseEntity<Items<WebhookJson.Endpoint>> endpoints(HttpServletRequest request) {
        Asker asker = askers.of(request);
        QueryParameters.requireNone(request);
        List<WebhookJson.Endpoint> all = counter.all(asker);
        return uncached(ResponseEntity.ok(), new Items<>(WebhookJson.PATH, all, all.size(), null));
    }

    @GetMapping(path = ONE + "/deliveries", produces = "application/json")
    ResponseEntity<Items<WebhookJson.Delivery>> deliveries(@PathVariable String name, HttpServletRequest request) {
        Asker asker = askers.of(request);
        QueryParameters query = QueryParameters.of(request, "state", "pageSize", "after");
        Set<WebhookDelivery.State> states = query.words("state", WebhookDelivery.State.class);
        if (states.size() > 1) {
            throw WrongRequest.parameter("state", "given once");
        }
        int size = query.number("pageSize", PAGE, 1, LARGEST_PAGE);
        Optional<UUID> behind = query.one("after").map(WebhooksController::id);
        List<WebhookDelivery> found = counter.deliveries(asker, name, states.stream().findFirst(), behind, size + 1);
        List<WebhookDelivery> shown = found.subList(0, Math.min(found.size(), size));
        String self = WebhookJson.PATH + "/" + name + "/deliveries";
        String next = found.size() > shown.size()
                ? self + "?after=" + shown.getLast().id() + "&pageSize=" + size + states.stream().map(state -> "&state=" + state).findFirst().orElse("") : null;
        return uncached(ResponseEntity.ok(), new Items<>(self, shown.stream().map(WebhookJson::of).toList(), null, next));
    }

    @PostMapping(path = DELIVERY + "/resend", produces = "application/json")
    ResponseEntity<WebhookJson.Delivery> resend(@PathVariable String name, @PathVariable String id, HttpServletRequest request) {
        Asker asker = askers.of(request);
        QueryParameters.requireNone(request);
        return sent(counter.again(asker, name, UUID.fromString(id)));
    }

    @PostMapping(path = ONE + "/sendTest", produces = "application/json")
    ResponseEntity<WebhookJson.Delivery> sendTest(@PathVariable String name, HttpServletRequest request) {
        Asker asker = askers.of(request);
        QueryParameters.requireNone(request);
        return sent(counter.test(asker, name));
    }

    @PostMapping(path = ONE + "/enable", produces = "application/json")
    ResponseEntity<WebhookJson.Endpoint> enable(@PathVariable String name, HttpServletRequest request) {
        Asker asker = askers.of(request);
        QueryParameters.requireNone(request);
        return uncached(ResponseEntity.ok(), counter.enable(asker, name));
    }

    private static ResponseEntity<WebhookJson.Delivery> sent(WebhookDelivery delivery) {
        return uncached(ResponseEntity.accepted().location(URI.create(WebhookJson.PATH + "/" + delivery.endpoint() + "/deliveries")), WebhookJson.of(delivery));
    }

    private static UUID id(String text) {
        if (!text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw WrongRequest.parameter("after", "a cursor that an earlier answer gave");
        }
        return UUID.fromString(text);
    }

    private static <T> ResponseEntity<T> uncached(ResponseEntity.BodyBuilder builder, T body) {
        return builder.cacheControl(CacheControl.noStore()).body(body);
    }
}

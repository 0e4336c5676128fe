package io.postiljon.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** A browser: cookies, and redirects that are followed one by one. */
final class LetterVisitor {
    private final CookieManager cookies = new CookieManager();
    private final HttpClient browser;
    private final List<String> addresses = new ArrayList<>();
    private final URI site;
    private final String network;

    /** @param trusting does not show a certificate  @param network address that the proxy in front tells of */
    LetterVisitor(URI site, SSLContext trusting, String network) {
        browser = HttpClient.newBuilder().sslContext(trusting).cookieHandler(cookies).build();
        this.site = site;
        this.network = network;
    }

    /** @param code on the sheet */
    HttpResponse<String> asksFor(String code) throws Exception {
        return post("/letter", form(code));
    }

    HttpResponse<byte[]> fetches(String code, int document) throws Exception {
        return send("/letter/document", form(code) + "&document=" + document, HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<String> logsIn(HttpResponse<String> page, String insz) throws Exception {
        HttpResponse<String> choice = provider(page);
        return follow(post(choice.uri().resolve("/login").toString(), "username=" + insz + "&password=sandbox&_csrf=" + encoded(found(choice, "name=\"_csrf\" value=\"([^\"]+)\""))));
    }

    HttpResponse<String> breaksOff(HttpResponse<String> page) throws Exception {
        return follow(get(found(provider(page), "<a href=\"([^\"]+)\">Afbreken")));
    }

    private HttpResponse<String> provider(HttpResponse<String> page) throws Exception {
        return follow(get(found(page, "<a class=\"main\" rel=\"noreferrer\" href=\"([^\"]+)\"")));
    }

    private static String found(HttpResponse<String> page, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(page.body());
        assertThat(matcher.find()).as(page.uri() + " " + page.body()).isTrue();
        return matcher.group(1).replace("&amp;", "&");
    }

    private HttpResponse<String> follow(HttpResponse<String> answer) throws Exception {
        HttpResponse<String> last = answer;
        while (last.statusCode() / 100 == 3) {
            last = get(last.uri().resolve(last.headers().firstValue("Location").orElseThrow()).toString());
        }
        return last;
    }

    HttpResponse<String> get(String address) throws Exception {
        URI whole = site.resolve(address);
        addresses.add(whole.toString());
        return browser.send(HttpRequest.newBuilder(whole).header("X-Forwarded-For", network).header("Accept-Language", "nl").GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String address, String body) throws Exception {
        return send(address, body, HttpResponse.BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(String address, String body, HttpResponse.BodyHandler<T> handler) throws Exception {
        return browser.send(HttpRequest.newBuilder(site.resolve(address)).header("X-Forwarded-For", network)
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(body)).build(), handler);
    }

    String cookie() {
        return cookies.getCookieStore().getCookies().stream().filter(cookie -> cookie.getName().equals("__Host-letter")).findFirst().orElseThrow().getValue();
    }

    List<String> addresses() {
        return List.copyOf(addresses);
    }

    private static String form(String code) {
        return "lang=nl&code=" + encoded(code) + "&postcode=";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}

package io.postiljon.print;

import io.postiljon.Chapter;
import io.postiljon.TrafficLosses;
import io.postiljon.access.SendingRights;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;

/**
 * The print chapter of a {@link PrintHouse} in a Java of its own, so that it can die. Says {@code ready}, and does what each line of its
 * input asks: {@code open}, {@code ahead} (of the wall, by a duration), {@code doom}, {@code orders} (how many it made); answers {@code ok}. Ends with its input.
 */
final class PrintGateway {
    private PrintGateway() {}

    public static void main(String[] settingsFile) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(ch.qos.logback.classic.Level.INFO);
        Chapter chapter = chapter(Path.of(settingsFile[0]));
        answers.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            answers.println("ok " + obey(chapter, order));
        }
        Runtime.getRuntime().halt(0);
    }

    private static Chapter chapter(Path settingsFile) throws Exception {
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(settingsFile)) {
            settings.load(file);
        }
        Chapter chapter = Chapter.beside(settings.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, settings::getProperty)));
        PrintHouse.build(chapter, Mortal.class, TrafficLosses.class, SendingRights.class);
        return chapter;
    }

    static class Mortal {
        @Bean static Doom.Watch doomWatch() {
            return new Doom.Watch();
        }
    }

    private static String obey(Chapter chapter, String order) throws Exception {
        String[] words = order.split(" ", 2);
        switch (words[0]) {
            case "open" -> open(chapter);
            case "ahead" -> chapter.clock().advance(Duration.parse(words[1]).minus(chapter.clock().ahead()));
            case "doom" -> chapter.bean(Doom.Watch.class).set(Doom.parse(words[1]));
            case "orders" -> {
                return Integer.toString(chapter.bean(Doom.Watch.class).ordersMade());
            }
            default -> throw new IOException("nobody knows how to " + words[0]);
        }
        return "";
    }

    /** With the one job of the store that ends an order file; its chapter has more, which others test. */
    private static void open(Chapter chapter) throws Exception {
        PrintHouse.open(chapter);
        chapter.camel().addRoutes(new RouteBuilder() {
            @Override public void configure() {
                from("timer:erase?period=100").to("bean:sweep?method=eraseDestroyed");
            }
        });
    }
}

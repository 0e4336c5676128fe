package io.postiljon;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The gateway: one process that reads its routes from {@code routes/} and its settings from {@code config/}. */
@SpringBootApplication
public class PostiljonApplication {
    public static void main(String[] args) {
        SpringApplication.run(PostiljonApplication.class, args);
    }
}

package io.postiljon.sandbox;

import io.postiljon.PostiljonApplication;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The gateway in this process. */
public final class GatewayInProcess implements Gateway {
    private final ConfigurableApplicationContext context;

    private GatewayInProcess(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Returns when the gateway takes sendings. Extra arguments, {@code --name=value}, win over the site's settings. */
    public static GatewayInProcess start(SandboxSystem system, String... extra) {
        SpringApplication application = new SpringApplication(PostiljonApplication.class);
        application.setRegisterShutdownHook(false);
        application.setLogStartupInfo(false);
        return new GatewayInProcess(application.run(GatewayArguments.of(system, extra)));
    }

    /** A bean of the gateway, for tests that look inside. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override public void close() {
        context.close();
    }
}

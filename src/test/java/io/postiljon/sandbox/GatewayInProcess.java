package io.postiljon.sandbox;

import io.postiljon.PostiljonApplication;
import java.time.Clock;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The gateway in this process, with the clock of the sandbox. */
public final class GatewayInProcess implements Gateway {
    private static final String BUSINESS_CLOCK = "clock";

    private final ConfigurableApplicationContext context;

    private GatewayInProcess(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Returns when the gateway takes sendings. Extra arguments, {@code --name=value}, win over the site's settings. */
    public static GatewayInProcess start(SandboxSystem system, String... extra) {
        SpringApplication application = new SpringApplication(PostiljonApplication.class);
        application.setRegisterShutdownHook(false);
        application.setLogStartupInfo(false);
        application.addInitializers(starting -> starting.addBeanFactoryPostProcessor(beans -> replaceClock((BeanDefinitionRegistry) beans, system.clock())));
        return new GatewayInProcess(application.run(GatewayArguments.of(system, extra)));
    }

    /** The gateway itself has no clock that can be set; here its definition is exchanged before the first bean is made. */
    private static void replaceClock(BeanDefinitionRegistry beans, Clock clock) {
        beans.removeBeanDefinition(BUSINESS_CLOCK);
        RootBeanDefinition ours = new RootBeanDefinition(Clock.class, () -> clock);
        ours.setPrimary(true);
        beans.registerBeanDefinition(BUSINESS_CLOCK, ours);
    }

    /** A bean of the gateway, for tests that look inside. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override public void close() {
        context.close();
    }
}

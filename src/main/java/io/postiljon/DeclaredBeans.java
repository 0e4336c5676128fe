package io.postiljon;

import java.util.Optional;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.ConfigurationClassPostProcessor;
import org.springframework.core.env.StandardEnvironment;

/**
 * The beans that the configuration classes declare, read without making one: no database, broker or key is needed. Beans of Camel's
 * and Boot's auto-configuration are not among them, and no route names one.
 */
final class DeclaredBeans implements BeanNames {
    private final ConfigurableListableBeanFactory beans;

    private DeclaredBeans(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    static DeclaredBeans ofThisProgram() {
        DefaultListableBeanFactory factory = new DefaultListableBeanFactory();
        new AnnotatedBeanDefinitionReader(factory, new StandardEnvironment()).register(DeclaredBeansRoot.class);
        new ConfigurationClassPostProcessor().postProcessBeanDefinitionRegistry(factory);
        return new DeclaredBeans(factory);
    }

    /** The beans of a running application. */
    static DeclaredBeans of(ConfigurableListableBeanFactory factory) {
        return new DeclaredBeans(factory);
    }

    @Override public Optional<Class<?>> typeOf(String bean) {
        return beans.containsBeanDefinition(bean) || beans.containsSingleton(bean)
                ? Optional.of(Optional.<Class<?>>ofNullable(beans.getType(bean, false)).orElse(Object.class))
                : Optional.empty();
    }
}

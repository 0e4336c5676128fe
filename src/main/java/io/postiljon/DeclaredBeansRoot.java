package io.postiljon;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;

/** Where {@link DeclaredBeans} starts to look: the configuration classes of this program, and none of Boot's. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(basePackageClasses = PostiljonApplication.class, excludeFilters =
        @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = {PostiljonApplication.class, DeclaredBeansRoot.class}))
class DeclaredBeansRoot {}

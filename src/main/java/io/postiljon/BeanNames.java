package io.postiljon;

import java.util.Optional;

/** The beans that a route can name, with their types, whether or not they have been made yet. */
interface BeanNames {
    Optional<Class<?>> typeOf(String bean);
}

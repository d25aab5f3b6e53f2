package org.lrs.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.lrs.tensor.Scope;

/**
 * Each test of the class, with the methods before and after it, runs in a scope of its own. Stands
 * below {@link NoTensorLeak}, which then sees the scope closed.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(InScope.Around.class)
public @interface InScope {

  /** Opens a scope before each test and closes it afterwards. */
  final class Around implements BeforeEachCallback, AfterEachCallback {
    private static final ExtensionContext.Namespace HERE =
        ExtensionContext.Namespace.create(InScope.class);

    @Override
    public void beforeEach(ExtensionContext context) {
      context.getStore(HERE).put("scope", Scope.open());
    }

    @Override
    public void afterEach(ExtensionContext context) {
      context.getStore(HERE).remove("scope", Scope.class).close();
    }
  }
}

package org.lrs.tensor;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Each test of the class must free every native tensor that it makes. The test kit has the same for
 * the other modules; it is built from this one, so that this one cannot use it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NoTensorLeak.Check.class)
public @interface NoTensorLeak {

  /** Compares the number of live tensors before and after each test. */
  final class Check implements BeforeEachCallback, AfterEachCallback {
    private static final ExtensionContext.Namespace HERE =
        ExtensionContext.Namespace.create(NoTensorLeak.class);

    @Override
    public void beforeEach(ExtensionContext context) {
      context.getStore(HERE).put("live", Scope.liveTensors());
    }

    @Override
    public void afterEach(ExtensionContext context) {
      long before = context.getStore(HERE).get("live", Long.class);
      long leaked = Scope.liveTensors() - before;
      if (leaked != 0 && context.getExecutionException().isEmpty()) {
        throw new AssertionError(leaked + " native tensors were not freed by this test");
      }
    }
  }
}

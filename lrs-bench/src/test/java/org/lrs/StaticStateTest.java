package org.lrs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The check of static state finds every kind of it. */
@SuppressWarnings("UnusedVariable") // fields are looked at, not used
class StaticStateTest {
  private enum Kind {
    ONE;

    int count;
  }

  private record Pair(String name, Object value) {}

  private static final class Mutable {
    static int counter;
    static final int[] ARRAY = {1};
    static final List<Integer> LIST = Arrays.asList(1);
    static final AtomicLong ATOMIC = new AtomicLong();
    static final ThreadLocal<String> LOCAL = new ThreadLocal<>();
    static final Kind ENUM = Kind.ONE;
    static final Pair DEEP = new Pair("deep", List.of(new Pair("deeper", new ArrayList<>())));
    static final Map<String, Object> MAP = Map.of("key", new ArrayList<>());
  }

  private static final class Immutable {
    static final double NUMBER = 1;
    static final List<Pair> LIST = List.of(new Pair("name", Map.of("key", 1.0)));
    static final Runnable CODE = () -> {};
    static final int[] EMPTY = {};
  }

  @Test
  void findsWhatCanChange() {
    assertThat(StaticState.of(Set.of(Mutable.class)))
        .containsExactly(
            "Mutable.ARRAY: an array",
            "Mutable.ATOMIC: a java.util.concurrent.atomic.AtomicLong",
            "Mutable.DEEP.value[].value: a java.util.ArrayList",
            "Mutable.ENUM.count: not final",
            "Mutable.LIST: a java.util.Arrays$ArrayList",
            "Mutable.LOCAL: a java.lang.ThreadLocal",
            "Mutable.MAP[]: a java.util.ArrayList",
            "Mutable.counter: not final");
  }

  @Test
  void letsBeWhatCannot() {
    assertThat(StaticState.of(Set.of(Immutable.class))).isEmpty();
  }
}

package org.lrs.attack;

import java.lang.reflect.RecordComponent;

/** Settings whose counts are small: hundreds of copies or neighbours show the same, later. */
final class SmallSettings {
  private SmallSettings() {}

  /** The same settings, no whole number above {@code most}. */
  static AttackRecipe of(AttackRecipe recipe, int most) {
    RecordComponent[] parts = recipe.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[parts.length];
    Object[] values = new Object[parts.length];
    try {
      for (int i = 0; i < parts.length; i++) {
        types[i] = parts[i].getType();
        Object value = parts[i].getAccessor().invoke(recipe);
        values[i] = value instanceof Integer count ? (Object) Math.min(count, most) : value;
      }
      return recipe.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("an attack must be a public record", e);
    }
  }
}

package org.lrs.experiment.store;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON as this program writes it: indented, with the fields in the order of the records. */
public final class Json {

  private Json() {}

  /** The one mapper: what it writes is what it reads. */
  public static JsonMapper mapper() {
    return JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  }

  /** JSON text, ending in a newline. */
  public static String text(Object value) {
    return mapper().writeValueAsString(value) + "\n";
  }
}

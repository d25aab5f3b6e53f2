package org.lrs.experiment.store;

import java.nio.file.Files;
import java.nio.file.Path;
import org.lrs.format.JsonRecords;
import org.lrs.statistics.SuccessRate;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** JSON as this program writes it: indented, with the fields in the order of the records. */
public final class Json {

  private Json() {}

  /** The one mapper that writes. */
  public static JsonMapper mapper() {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .addModule(new SimpleModule().addSerializer(SuccessRate.class, new RateSerializer()))
        .build();
  }

  /** A count with what follows from it, for programs that do not know Wilson's interval. */
  private static final class RateSerializer extends ValueSerializer<SuccessRate> {
    @Override
    public void serialize(SuccessRate rate, JsonGenerator json, SerializationContext context) {
      json.writeStartObject();
      json.writeNumberProperty("successes", rate.successes());
      json.writeNumberProperty("trials", rate.trials());
      write(json, "rate", rate.rate());
      write(json, "wilsonLow", rate.wilsonLow());
      write(json, "wilsonHigh", rate.wilsonHigh());
      json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, double value) {
      if (Double.isNaN(value)) {
        json.writeNullProperty(name);
      } else {
        json.writeNumberProperty(name, value);
      }
    }
  }

  /**
   * Reads a file, see {@link JsonRecords}.
   *
   * @throws java.io.UncheckedIOException if the disk refuses
   * @throws org.lrs.format.FormatException if it holds anything else, naming the field
   */
  public static <T> T read(Path file, Class<T> type) {
    return JsonRecords.parse(file, Disk.reading(file, () -> Files.readAllBytes(file)), type);
  }

  /** JSON text, ending in a newline. */
  public static String text(Object value) {
    return mapper().writeValueAsString(value) + "\n";
  }
}

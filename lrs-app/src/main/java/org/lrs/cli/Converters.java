package org.lrs.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lrs.model.InputShape;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Values of options that are more than a number or a word. */
final class Converters {

  private Converters() {}

  /** {@code 3x32x32}. */
  static final class Shape implements ITypeConverter<InputShape> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,5})x(\\d{1,5})x(\\d{1,5})");

    @Override
    public InputShape convert(String value) {
      Matcher m = FORM.matcher(value);
      if (!m.matches()) {
        throw new TypeConversionException(
            "expected channels, height and width such as 3x32x32, got '" + value + "'");
      }
      try {
        return new InputShape(
            Integer.parseInt(m.group(1)),
            Integer.parseInt(m.group(2)),
            Integer.parseInt(m.group(3)));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}

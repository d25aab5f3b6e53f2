package org.lrs.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForeignTest {

  @Test
  void plainTextStaysAsItIs() {
    assertThat(Foreign.text("a class, 猫 → ü 🐈")).isEqualTo("a class, 猫 → ü 🐈");
    assertThat(Foreign.text("")).isEmpty();
    assertThat(Foreign.text(null)).isEqualTo("null");
  }

  @Test
  void whatMovesACursorOrHidesTextIsWrittenOut() {
    assertThat(Foreign.text("\u001b[2Jx\r\n\tz")).isEqualTo("\\u001b[2Jx\\r\\n\\tz");
    assertThat(Foreign.text("\u0000\u007f\u009b")).isEqualTo("\\u0000\\u007f\\u009b");
    // Right-to-left override, zero-width space, a line separator, half of a pair, a tag character.
    assertThat(Foreign.text("\u202e\u200b\u2028\ud800")).isEqualTo("\\u202e\\u200b\\u2028\\ud800");
    assertThat(Foreign.text(new String(Character.toChars(0xe0041)))).isEqualTo("\\U000e0041");
  }

  @Test
  void longTextIsShortenedAndItsLengthStated() {
    String text = Foreign.text("a".repeat(25_000_000) + "end");
    assertThat(text).hasSizeLessThan(Foreign.QUOTE + 40);
    assertThat(text).startsWith("aaa").endsWith("aend").contains("(25,000,003 characters)");
    assertThat(Foreign.text("x".repeat(Foreign.QUOTE))).hasSize(Foreign.QUOTE);
  }

  @Test
  void escapesCountAsTheCharactersThatTheyTake() {
    assertThat(Foreign.text("a" + "\0".repeat(100))).hasSizeLessThan(150).startsWith("a\\u0000");
    assertThat(Foreign.text("\0".repeat(100_000))).hasSizeLessThan(150);
  }
}

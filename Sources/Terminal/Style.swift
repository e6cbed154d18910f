/// What a piece of text means; a `StyleSheet` decides how that looks.
package enum Style: Hashable, Sendable {
    case plain
    // The conversation
    case prompt, heading, hint, dim, emphasis
    case success, warning, error, note
    // Code
    case keyword, name, function, string, number, comment, operatorSign, caret
    // Pictures
    /// The n-th mask over a picture, from 0.
    case overlay(Int)
    /// Letters of direction and marks on a picture.
    case annotation
    /// A line across the screen that says where one is.
    case bar
    /// A pixel or two, as colours rather than by meaning.
    case pixels(foreground: Color, background: Color?)
}

//! Tables as Helm prints them: columns parted by tabs and filled up with blanks, cells that are too wide cut with an ellipsis.

/// The lines of a table, each as wide as the widest cells allow; 0 is no limit for the width of a column.
pub(super) fn table(rows: &[Vec<String>], widest: usize) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut widths = vec![0; columns];
    for (index, cell) in rows.iter().flat_map(|row| row.iter().enumerate()) {
        let width = match widest {
            0 => width(cell),
            widest => width(cell).min(widest),
        };
        widths[index] = widths[index].max(width);
    }
    let line = |row: &Vec<String>| {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, &width)| resized(cell, width)).collect();
        cells.join("\t") + "\n"
    };
    rows.iter().map(line).collect()
}

/// A cell of this width.
fn resized(cell: &str, columns: usize) -> String {
    let own = width(cell);
    if own <= columns {
        return format!("{cell}{}", " ".repeat(columns - own));
    }
    let room = columns.saturating_sub(3).max(1);
    let mut used = 0;
    let fits = |letter: &char| {
        used += letter_width(*letter);
        used <= room
    };
    cell.chars().take_while(fits).chain("...".chars()).collect()
}

/// The columns that a text fills on a terminal.
fn width(text: &str) -> usize {
    text.chars().map(letter_width).sum()
}

/// Letters of East Asia and pictures fill two columns.
fn letter_width(letter: char) -> usize {
    let wide = matches!(letter,
        '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{303E}' | '\u{3041}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}'
        | '\u{1F300}'..='\u{1FAFF}' | '\u{20000}'..='\u{3FFFD}');
    match letter {
        letter if letter.is_control() => 0,
        _ if wide => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_they_have_to_be() {
        let row = |cells: [&str; 3]| cells.map(String::from).to_vec();
        let rows = [row(["NAME", "VERSION", "STATUS"]), row(["日本", "*", "ok"])];
        assert_eq!(table(&rows, 80), "NAME\tVERSION\tSTATUS\n日本\t*      \tok    \n");
        assert_eq!(table(&rows, 5), "NAME\tVE...\tST...\n日本\t*    \tok   \n");
        assert_eq!(table(&rows, 1), "N...\tV...\tS...\n...\t*\to...\n");
    }
}

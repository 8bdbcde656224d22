/** Draws the guide's Markdown as elements: no text of it is ever taken for HTML. */
import { lexer, type Token, type Tokens } from 'marked';
import { Fragment, type ReactNode } from 'react';

import { pictureAt } from './guide';

/** Taken on a phone: as narrow as it is there. */
const OF_PHONE = /\/(phone|picking|counting)\.webp$/;

function spans(tokens: Token[] | undefined): ReactNode {
  return tokens?.map((token, index) => <Fragment key={index}>{span(token)}</Fragment>);
}

function span(token: Token): ReactNode {
  switch (token.type) {
    case 'strong':
      return <strong>{spans(token.tokens)}</strong>;
    case 'em':
      return <em>{spans(token.tokens)}</em>;
    case 'codespan':
      return <code>{(token as Tokens.Codespan).text}</code>;
    case 'image': {
      const { href, text } = token as Tokens.Image;
      const address = pictureAt(href);
      return (
        <a className="guide-picture" href={address} target="_blank" rel="noreferrer">
          <img
            src={address}
            alt={text}
            loading="lazy"
            {...(OF_PHONE.test(href) && { className: 'of-phone' })}
          />
        </a>
      );
    }
    case 'br':
      return <br />;
    case 'text':
      return token.tokens ? spans(token.tokens) : (token as Tokens.Text).text;
    default:
      return token.raw;
  }
}

function block(token: Token): ReactNode {
  switch (token.type) {
    case 'space':
      return null;
    case 'heading': {
      const { depth, tokens } = token as Tokens.Heading;
      return depth === 1 ? <h1>{spans(tokens)}</h1> : <h2>{spans(tokens)}</h2>;
    }
    case 'paragraph':
      return <p>{spans(token.tokens)}</p>;
    case 'list': {
      const { ordered, items } = token as Tokens.List;
      const drawn = items.map((item, index) => (
        <li key={index}>
          {item.tokens.map((one, at) => (
            <Fragment key={at}>{block(one)}</Fragment>
          ))}
        </li>
      ));
      return ordered ? <ol>{drawn}</ol> : <ul>{drawn}</ul>;
    }
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      return (
        <table>
          <thead>
            <tr>
              {header.map((cell, index) => (
                <th key={index}>{spans(cell.tokens)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, at) => (
                  <td key={at}>{spans(cell.tokens)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
    }
    default:
      return span(token);
  }
}

export function Markdown({ text }: { text: string }) {
  return lexer(text).map((token, index) => <Fragment key={index}>{block(token)}</Fragment>);
}

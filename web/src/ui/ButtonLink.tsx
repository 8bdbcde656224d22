/** A link that looks like a button; one element, so that keyboards and screen readers see one. */
import { createLink } from '@tanstack/react-router';
import { Button } from 'antd';

export const ButtonLink = createLink(Button);
